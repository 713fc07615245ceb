import { Stack } from 'aws-cdk-lib';
import {
  AwsIntegration,
  PassthroughBehavior,
  type RequestValidator,
  type Resource,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { messageSchema } from '../message-schema';
import type { Throttle } from './api-throttle';
import { callerAttributes } from './caller-attributes';
import { errorMethodResponses, errorResponses } from './integration-responses';
import { postThrottles } from './post-throttles';
import type { QueueWorker } from './queue-worker';
import { refusedMessage, refusedMessageTemplate } from './refused-message';
import { sendMessageTemplate } from './send-message-template';

const accepted = { 'application/json': '{"id":"$context.requestId"}' };

export interface SendRouteProps {
  readonly api: RestApi;
  readonly validator: RequestValidator;
  readonly worker: QueueWorker;
}

/** The throttle of each `POST /<worker>`, by the path that API Gateway knows it by. */
export const methodThrottles: Readonly<Record<string, Throttle>> = Object.fromEntries(
  Object.entries(postThrottles).map(([worker, throttle]) => [`/${worker}/POST`, throttle]),
);

/** Adds `POST /<worker>`, which puts the body into the worker's queue without a function in between. */
export function addSendRoute(scope: Construct, { api, validator, worker }: SendRouteProps): Resource {
  const { name } = worker.limits;
  const resource = api.root.addResource(name);
  const model = api.addModel(`Model-${name}`, { contentType: 'application/json', schema: messageSchema(name) });
  resource.addMethod('POST', sendIntegration(scope, worker), {
    requestModels: { 'application/json': model },
    requestValidator: validator,
    methodResponses: [{ statusCode: '202' }, ...errorMethodResponses],
  });
  return resource;
}

function sendIntegration(scope: Construct, { limits, queue }: QueueWorker): AwsIntegration {
  const sender = new Role(scope, `Sender-${limits.name}`, {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
  });
  sender.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
  return new AwsIntegration({
    service: 'sqs',
    path: `${Stack.of(scope).account}/${queue.queueName}`,
    integrationHttpMethod: 'POST',
    options: {
      credentialsRole: sender,
      // Any other content type gets a 415. Passed through, it would get around the schema.
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
      requestTemplates: { 'application/json': sendMessageTemplate(callerAttributes) },
      integrationResponses: [
        { statusCode: '202', responseTemplates: accepted },
        ...errorResponses(refusedMessage, refusedMessageTemplate),
      ],
    },
  });
}
