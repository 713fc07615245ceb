import { Stack } from 'aws-cdk-lib';
import { FunctionRuntime, type GraphqlApi, HttpDataSource } from 'aws-cdk-lib/aws-appsync';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { submitField } from './field-names';
import type { QueueWorker } from './queue-worker';
import { resolverCode } from './resolver-code';

export interface SubmitMutationProps {
  readonly api: GraphqlApi;
  readonly worker: QueueWorker;
}

/** Adds the worker's `submit` mutation: AppSync itself sends to the queue, with a role that can reach no other. */
export function addSubmitMutation(scope: Construct, { api, worker: { limits, queue } }: SubmitMutationProps): void {
  const { account, region, urlSuffix } = Stack.of(scope);
  const sender = new HttpDataSource(scope, `Sender-${limits.name}`, {
    api,
    name: dataSourceName('sender', limits.name),
    endpoint: `https://sqs.${region}.${urlSuffix}`,
    authorizationConfig: { signingRegion: region, signingServiceName: 'sqs' },
  });
  sender.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
  );
  sender.createResolver(`Submit-${limits.name}`, {
    typeName: 'Mutation',
    fieldName: submitField(limits.name),
    runtime: FunctionRuntime.JS_1_0_0,
    code: resolverCode('submit', { QUEUE_PATH: `/${account}/${queue.queueName}` }),
  });
}

/** AppSync takes letters, digits and underscores. */
function dataSourceName(role: string, workerName: string): string {
  return `${role}_${workerName.replaceAll('-', '_')}`;
}
