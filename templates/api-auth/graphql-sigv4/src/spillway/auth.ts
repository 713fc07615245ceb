import { CfnOutput } from 'aws-cdk-lib';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';

/** Callers sign their requests to AppSync itself, which asks for `appsync:GraphQL` on every field: nothing stands between. */
export function openApi(api: GraphqlApi): void {
  new CfnOutput(api, 'GraphqlUrl', {
    value: api.graphqlUrl,
    description: 'URL of the GraphQL API',
  }).overrideLogicalId('GraphqlUrl');
}
