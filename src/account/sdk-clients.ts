import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type * as ApiGatewaySdk from '@aws-sdk/client-api-gateway';
import type * as CloudFormationSdk from '@aws-sdk/client-cloudformation';
import type * as LambdaSdk from '@aws-sdk/client-lambda';
import type * as ServiceQuotasSdk from '@aws-sdk/client-service-quotas';
import { SpillwayError } from '../errors';

/** One client for each service that is asked. API Gateway's only where the plan has a throttle to compare. */
export interface AccountClients {
  readonly lambda: LambdaSdk.Lambda;
  readonly quotas: ServiceQuotasSdk.ServiceQuotas;
  readonly cloudFormation: CloudFormationSdk.CloudFormation;
  readonly apiGateway?: ApiGatewaySdk.APIGateway;
}

export interface ClientOptions {
  /** Root of the written project, whose SDK is used. */
  readonly directory: string;
  readonly region: string;
  readonly withApiGateway: boolean;
  /** Of the AWS configuration files; without it, what the SDK's default chain finds. */
  readonly profile?: string;
}

/**
 * Attempts per call, the first included. A large account is read with hundreds of calls. Adaptive retries slow down the
 * calls that follow a throttled one, so that others who use the same API at the time are hardly throttled.
 */
const retries = { maxAttempts: 6, retryMode: 'adaptive' };

/** Milliseconds. Without them, a network that swallows packets would hold up a deployment for minutes. */
const requestHandler = { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/**
 * Opens clients of the SDK that the written project has installed, so that the generator carries none. Credentials come
 * from the SDK's default chain or the profile, and `AWS_ENDPOINT_URL` is obeyed.
 *
 * @throws SpillwayError `sdk-missing` where one is not installed
 */
export function openClients({ directory, region, withApiGateway, profile }: ClientOptions): AccountClients {
  const load = createRequire(join(resolve(directory), 'package.json'));
  const options = { region, ...retries, requestHandler, ...(profile !== undefined && { profile }) };
  const { Lambda } = loadClient<typeof LambdaSdk>(load, '@aws-sdk/client-lambda');
  const { ServiceQuotas } = loadClient<typeof ServiceQuotasSdk>(load, '@aws-sdk/client-service-quotas');
  const { CloudFormation } = loadClient<typeof CloudFormationSdk>(load, '@aws-sdk/client-cloudformation');
  const lambda = new Lambda(options);
  // the chain is walked once, not once for each client: its last link waits for a network that may not be there
  const shared = { ...options, credentials: lambda.config.credentials };
  return {
    lambda,
    quotas: new ServiceQuotas(shared),
    cloudFormation: new CloudFormation(shared),
    ...(withApiGateway && { apiGateway: openApiGateway(load, shared) }),
  };
}

function openApiGateway(load: NodeJS.Require, options: ApiGatewaySdk.APIGatewayClientConfig): ApiGatewaySdk.APIGateway {
  const { APIGateway } = loadClient<typeof ApiGatewaySdk>(load, '@aws-sdk/client-api-gateway');
  return new APIGateway(options);
}

/** Ends the connections, which would otherwise keep the process alive for a while. */
export function closeClients({ lambda, quotas, cloudFormation, apiGateway }: AccountClients): void {
  [lambda, quotas, cloudFormation, apiGateway].forEach((client) => client?.destroy());
}

function loadClient<T>(load: NodeJS.Require, name: string): T {
  try {
    return load(name) as T;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') {
      throw cause;
    }
    throw new SpillwayError(
      'sdk-missing',
      `${name} is not installed in the project; install its dependencies, and run "npx projen" before if package.json lacks it`,
    );
  }
}
