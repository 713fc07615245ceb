import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AuthorizationType, CfnGraphQLApi, Definition, GraphqlApi, IntrospectionConfig } from 'aws-cdk-lib/aws-appsync';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { graphqlSchema } from './graphql-schema';

/** Levels of selection sets in one request. All answers are flat objects: an operation needs two. */
const queryDepthLimit = 3;

/** Resolvers that one request may run. Each is a message or a look at one, so this bounds what a single request can do. */
const resolverCountLimit = 10;

export interface LoggedApi {
  readonly api: GraphqlApi;
  readonly logGroup: LogGroup;
}

/** An AppSync API without resolvers: schema, limits, IAM authorization, tracing and logs. */
export function createGraphqlApi(scope: Construct): LoggedApi {
  const api = new GraphqlApi(scope, 'Api', {
    name: Stack.of(scope).stackName,
    definition: Definition.fromSchema(graphqlSchema()),
    authorizationConfig: { defaultAuthorization: { authorizationType: AuthorizationType.IAM } },
    introspectionConfig: IntrospectionConfig.DISABLED,
    queryDepthLimit,
    resolverCountLimit,
    xrayEnabled: true,
  });
  return { api, logGroup: logTo(scope, api) };
}

/** Logs failing fields. Set below the construct, whose own option brings a function along that only sets the retention. */
function logTo(scope: Construct, api: GraphqlApi): LogGroup {
  const logGroup = new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/appsync/apis/${api.apiId}`, // the name is AppSync's choice
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const writer = new Role(scope, 'LogWriter', { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
  writer.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  (api.node.defaultChild as CfnGraphQLApi).logConfig = {
    cloudWatchLogsRoleArn: writer.roleArn,
    fieldLogLevel: 'ERROR',
    excludeVerboseContent: false,
  };
  return logGroup;
}
