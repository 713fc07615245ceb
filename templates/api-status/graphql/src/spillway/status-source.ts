import { Stack } from 'aws-cdk-lib';
import { BackedDataSource, FunctionRuntime, type GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { Construct } from 'constructs';
import type { WorkerConcurrency } from './concurrency';
import { resolverCode } from './resolver-code';
import { statusField } from './status-field-names';
import type { StatusTable } from './status-table';

export interface StatusSourceProps {
  readonly api: GraphqlApi;
  readonly statusTable: StatusTable;
}

/** The status table as a data source whose role can get an item, and nothing else. */
export class StatusSource extends BackedDataSource {
  constructor(scope: Construct, id: string, { api, statusTable }: StatusSourceProps) {
    const { region } = Stack.of(scope);
    super(
      scope,
      id,
      { api, name: 'statuses' },
      { type: 'AMAZON_DYNAMODB', dynamoDbConfig: { tableName: statusTable.tableName, awsRegion: region } },
    );
    statusTable.grantRead(this);
  }

  /** Adds the worker's status query. */
  addQuery({ name }: WorkerConcurrency): void {
    this.createResolver(`Status-${name}`, {
      typeName: 'Query',
      fieldName: statusField(name),
      runtime: FunctionRuntime.JS_1_0_0,
      code: resolverCode('status', { WORKER_NAME: name }),
    });
  }
}
