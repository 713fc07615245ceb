import { AwsIntegration, PassthroughBehavior, type RequestValidator, type Resource } from 'aws-cdk-lib/aws-apigateway';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { callerIdentity } from './auth';
import { errorMethodResponses, errorResponses, unavailable } from './integration-responses';
import type { QueueWorker } from './queue-worker';
import type { StatusTable } from './status-table';
import { getStatusTemplate, statusResponseTemplate } from './status-templates';

export interface StatusRouteProps {
  readonly validator: RequestValidator;
  readonly worker: QueueWorker;
  readonly statusTable: StatusTable;
  readonly reader: Role;
}

/** Adds `GET /<worker>/{id}` below the worker's resource: the status, straight from the table. */
export function addStatusRoute(messages: Resource, { validator, worker, statusTable, reader }: StatusRouteProps): void {
  const integration = new AwsIntegration({
    service: 'dynamodb',
    action: 'GetItem',
    integrationHttpMethod: 'POST',
    options: {
      credentialsRole: reader,
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: { 'application/json': getStatusTemplate(statusTable.tableName, worker.limits.name) },
      integrationResponses: [
        { statusCode: '200', responseTemplates: { 'application/json': statusResponseTemplate(callerIdentity) } },
        // DynamoDB answers 400 to throttled calls: the caller did nothing wrong.
        ...errorResponses(unavailable),
      ],
    },
  });
  messages.addResource('{id}').addMethod('GET', integration, {
    requestParameters: { 'method.request.path.id': true },
    requestValidator: validator,
    methodResponses: [{ statusCode: '200' }, { statusCode: '404' }, ...errorMethodResponses],
  });
}
