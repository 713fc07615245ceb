import { type CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type MethodDeploymentOptions,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { apiThrottle } from './api-throttle';
import { accessLogCaller, authProps, secureApi } from './auth';
import type { QueueWorker } from './queue-worker';

const methodLogging: MethodDeploymentOptions = { loggingLevel: MethodLoggingLevel.ERROR, dataTraceEnabled: false };

/** A regional REST API without routes: logging, tracing, throttles and authorization. */
export function createRestApi(scope: Construct, workers: readonly QueueWorker[]): RestApi {
  const accessLogs = new LogGroup(scope, 'AccessLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const api = new RestApi(scope, 'Api', {
    ...authProps,
    restApiName: Stack.of(scope).stackName, // the dimension of the API's metrics
    endpointTypes: [EndpointType.REGIONAL],
    cloudWatchRole: false, // one role for the whole account: no single stack may own it
    deployOptions: {
      stageName: 'v1',
      tracingEnabled: true,
      ...methodLogging,
      throttlingRateLimit: apiThrottle.rateLimit,
      throttlingBurstLimit: apiThrottle.burstLimit,
      methodOptions: Object.fromEntries(workers.map(postThrottle)),
      accessLogDestination: new LogGroupLogDestination(accessLogs),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
    },
  });
  nameUrlOutput(api);
  secureApi(api);
  Validations.of(api).acknowledge({
    id: 'AwsSolutions::AwsSolutions-APIG3',
    reason: 'Callers are authenticated before any integration runs; AWS WAF costs extra and is left to the owner.',
  });
  return api;
}

/** Lets in what the worker can sustain, and one second of it at once; what is beyond that would only make the queue longer. */
function postThrottle({ limits: { name, sustainableRatePerSecond } }: QueueWorker): [string, MethodDeploymentOptions] {
  return [
    `/${name}/POST`,
    {
      ...methodLogging,
      throttlingRateLimit: sustainableRatePerSecond,
      throttlingBurstLimit: Math.max(1, Math.ceil(sustainableRatePerSecond)),
    },
  ];
}

const accessLogFields = {
  requestId: AccessLogField.contextRequestId(),
  ...accessLogCaller,
  method: AccessLogField.contextHttpMethod(),
  path: AccessLogField.contextResourcePath(),
  status: AccessLogField.contextStatus(),
  integrationStatus: AccessLogField.contextIntegrationStatus(),
  latencyMs: AccessLogField.contextResponseLatency(),
  error: AccessLogField.contextErrorMessage(),
};

/** RestApi makes the output itself, under a name that depends on where it stands. */
function nameUrlOutput(api: RestApi): void {
  const output = api.node.findChild('Endpoint') as CfnOutput;
  output.description = 'Base URL of the API';
  output.overrideLogicalId('ApiUrl');
}
