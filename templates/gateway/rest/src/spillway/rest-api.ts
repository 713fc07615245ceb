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
import { apiThrottle, type Throttle } from './api-throttle';

/**
 * A regional REST API without routes: logging, tracing, throttles and authorization.
 *
 * @param methodThrottles what a method lets in, by `/<path>/<METHOD>`; every other method lets in the rate of the API by itself
 */
export function createRestApi(scope: Construct, methodThrottles: Readonly<Record<string, Throttle>>): RestApi {
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
      ...methodOptions(apiThrottle),
      methodOptions: Object.fromEntries(
        Object.entries(methodThrottles).map(([method, throttle]) => [method, methodOptions(throttle)]),
      ),
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

function methodOptions({ rateLimit, burstLimit }: Throttle): MethodDeploymentOptions {
  return {
    loggingLevel: MethodLoggingLevel.ERROR,
    dataTraceEnabled: false,
    throttlingRateLimit: rateLimit,
    throttlingBurstLimit: burstLimit,
  };
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
