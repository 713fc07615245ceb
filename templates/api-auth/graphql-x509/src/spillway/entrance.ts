import { Stack } from 'aws-cdk-lib';
import { CfnResolver, type GraphqlApi, IamResource } from 'aws-cdk-lib/aws-appsync';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { monitorApi } from './api-monitoring';
import type { LoggedApi } from './graphql-api';
import { addGraphqlRoute } from './graphql-route';
import type { MonitoredFrontDoor } from './observability';
import { withResolverFailures } from './resolver-failures';
import { createRestApi } from './rest-api';

/**
 * AppSync knows no client certificates, so API Gateway stands before it: it asks for the certificate, and calls AppSync with
 * a role of its own. Open the entrance last: the role may use the fields that have a resolver by then.
 */
export function openEntrance(scope: Construct, { api, logGroup }: LoggedApi): MonitoredFrontDoor {
  const gateway = new Construct(scope, 'Gateway');
  const role = new Role(gateway, 'Role', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
  grantFields(api, role);
  api.addEnvironmentVariable('GATEWAY_SESSIONS', sessionsOf(role));
  const restApi = createRestApi(gateway, {});
  addGraphqlRoute(restApi, { api, role });
  const { alarms, widgets } = monitorApi(restApi);
  return {
    alarms: alarms.map((alarm) => ({ ...alarm, metric: withResolverFailures(alarm.metric, logGroup) })),
    widgets,
  };
}

/** Field by field: whatever else the schema may hold one day is not the gateway's to call. */
function grantFields(api: GraphqlApi, role: IRole): void {
  const resolvers = api.node.findAll().filter((it): it is CfnResolver => it instanceof CfnResolver);
  for (const { typeName, fieldName } of resolvers) {
    api.grant(role, IamResource.ofType(typeName, fieldName), 'appsync:GraphQL');
  }
}

/** What the ARN of every session of a role begins with. */
function sessionsOf(role: IRole): string {
  const arn = { service: 'sts', region: '', resource: 'assumed-role', resourceName: `${role.roleName}/` };
  return Stack.of(role).formatArn(arn);
}
