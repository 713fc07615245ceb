import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
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
import { accessLogCaller, authProps, secureApi } from './auth';
import { apiThrottle } from './api-throttle';

const methodLogging: MethodDeploymentOptions = { loggingLevel: MethodLoggingLevel.ERROR, dataTraceEnabled: false };

/**
 * A regional REST API without routes: logging, tracing, throttles and authorization.
 *
 * @param methodRates requests per second that a method lets in, by `/<path>/<METHOD>`; the others share the rate of the API
 */
export function createRestApi(scope: Construct, methodRates: Readonly<Record<string, number>>): RestApi {
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
      methodOptions: Object.fromEntries(Object.entries(methodRates).map(methodThrottle)),
      accessLogDestination: new LogGroupLogDestination(accessLogs),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
    },
  });
  secureApi(api);
  Validations.of(api).acknowledge({
    id: 'AwsSolutions::AwsSolutions-APIG3',
    reason: 'Callers are authenticated before any integration runs; AWS WAF costs extra and is left to the owner.',
  });
  return api;
}

/** Lets in one second of the rate at once; what is beyond that would only make the queue longer. */
function methodThrottle([method, ratePerSecond]: [string, number]): [string, MethodDeploymentOptions] {
  return [
    method,
    {
      ...methodLogging,
      throttlingRateLimit: ratePerSecond,
      throttlingBurstLimit: Math.max(1, Math.ceil(ratePerSecond)),
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
