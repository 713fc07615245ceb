import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { monitorApi } from './api-monitoring';
import type { LoggedApi } from './graphql-api';
import type { MonitoredFrontDoor } from './observability';

/** Callers sign their requests to AppSync itself, which asks for `appsync:GraphQL` on every field: nothing stands before it. */
export function openEntrance(scope: Construct, { api, logGroup }: LoggedApi): MonitoredFrontDoor {
  new CfnOutput(scope, 'GraphqlUrl', {
    value: api.graphqlUrl,
    description: 'URL of the GraphQL API',
  }).overrideLogicalId('GraphqlUrl');
  return monitorApi({ api, logGroup });
}
