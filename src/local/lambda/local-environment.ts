import type { FunctionSettings } from './function-settings';
import { functionCaller } from '../callers';
import type { JsonService } from '../services/aws-json';

export interface LocalSurroundings {
  readonly region: string;
  readonly sqs: JsonService;
  readonly dynamodb: JsonService;
  /** Address of the local Secrets Manager, where the template has secrets. */
  readonly secretsUrl?: string;
}

/**
 * The variables of a function: what the template says, what Lambda adds, and where the services are. The SDK finds those
 * by itself, so that the code needs to know nothing of a local run.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function withLocalVariables(
  settings: FunctionSettings,
  { region, sqs, dynamodb, secretsUrl }: LocalSurroundings,
): FunctionSettings {
  const { name, memoryMb, handler, codeDirectory } = settings;
  const { accessKeyId, secretAccessKey } = functionCaller(settings);
  return {
    ...settings,
    environment: {
      ...settings.environment,
      _HANDLER: handler,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
      ...(secretsUrl !== undefined && { AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsUrl }),
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      AWS_REGION: region,
      // which Node.js runs here says nothing about the one on AWS
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: 'local',
      LAMBDA_TASK_ROOT: codeDirectory,
      PATH: process.env.PATH ?? '',
      TZ: ':UTC',
    },
  };
}
