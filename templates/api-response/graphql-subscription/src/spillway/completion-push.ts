import { Stack } from 'aws-cdk-lib';
import { FunctionRuntime, type GraphqlApi, NoneDataSource } from 'aws-cdk-lib/aws-appsync';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { QueueWorker } from './queue-worker';
import { resolverCode } from './resolver-code';
import { finishedField, publishField } from './subscription-field-names';

export interface CompletionPushProps {
  readonly api: GraphqlApi;
}

/** Lets workers tell the subscribers of their messages, through mutations that touch no data. */
export class CompletionPush extends Construct {
  private readonly api: GraphqlApi;
  private readonly local: NoneDataSource;

  constructor(scope: Construct, id: string, { api }: CompletionPushProps) {
    super(scope, id);
    this.api = api;
    this.local = new NoneDataSource(this, 'Local', { api, name: 'local' });
  }

  /** Adds the worker's `publish` mutation, which the worker alone may use, and the subscription that it feeds. */
  connect({ handler, limits: { name } }: QueueWorker): void {
    this.resolve(
      'Mutation',
      publishField(name),
      resolverCode('publish', { WORKER_SESSIONS: sessionsOf(handler.role!) }),
    );
    this.resolve('Subscription', finishedField(name), resolverCode('finished'));
    this.api.grantMutation(handler, publishField(name));
    handler.addEnvironment('GRAPHQL_URL', this.api.graphqlUrl);
  }

  private resolve(typeName: string, fieldName: string, code: ReturnType<typeof resolverCode>): void {
    this.local.createResolver(fieldName, { typeName, fieldName, code, runtime: FunctionRuntime.JS_1_0_0 });
  }
}

/** What the ARN of every session of a role begins with. */
function sessionsOf(role: IRole): string {
  return `${Stack.of(role).formatArn({ service: 'sts', region: '', resource: 'assumed-role', resourceName: role.roleName })}/`;
}
