import { FunctionRuntime, NoneDataSource } from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import { openEntrance } from './entrance';
import { createGraphqlApi } from './graphql-api';
import type { MonitoredFrontDoor } from './observability';
import type { QueueWorker } from './queue-worker';
import { resolverCode } from './resolver-code';
import { addSubmitMutation } from './submit-mutation';

export interface FrontDoorProps {
  readonly workers: readonly QueueWorker[];
}

/** A GraphQL API with a `submit` mutation for every worker. */
export class FrontDoor extends Construct implements MonitoredFrontDoor {
  readonly alarms: MonitoredFrontDoor['alarms'];
  readonly widgets: MonitoredFrontDoor['widgets'];

  constructor(scope: Construct, id: string, { workers }: FrontDoorProps) {
    super(scope, id);
    const { api, logGroup } = createGraphqlApi(this);
    for (const worker of workers) {
      addSubmitMutation(this, { api, worker });
    }
    new NoneDataSource(this, 'Local', { api, name: 'local' }).createResolver('Caller', {
      typeName: 'Query',
      fieldName: 'caller',
      runtime: FunctionRuntime.JS_1_0_0,
      code: resolverCode('caller-name'),
    });
    const { alarms, widgets } = openEntrance(this, { api, logGroup });
    this.alarms = alarms;
    this.widgets = widgets;
  }
}
