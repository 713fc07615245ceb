import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { QueueWorker } from './queue-worker';

export interface StatusTableProps {
  /** The workers that report on their messages. */
  readonly writers: readonly QueueWorker[];
}

/**
 * What became of each message, for its caller to ask. The key is the message id and the worker's name: asked for under
 * another worker, a message does not exist.
 */
export class StatusTable extends Construct {
  readonly tableName: string;
  private readonly table: TableV2;

  constructor(scope: Construct, id: string, props: StatusTableProps) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      sortKey: { name: 'worker', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'expiresAt',
      removalPolicy: RemovalPolicy.DESTROY, // items expire within days anyway
    });
    this.tableName = this.table.tableName;
    props.writers.forEach((worker) => this.connect(worker));
  }

  grantRead(grantee: IGrantable): void {
    this.table.grant(grantee, 'dynamodb:GetItem');
  }

  private connect({ handler, limits }: QueueWorker): void {
    this.table.grant(handler, 'dynamodb:UpdateItem');
    handler.addEnvironment('STATUS_TABLE_NAME', this.tableName);
    handler.addEnvironment('MAX_RECEIVE_COUNT', String(limits.maxReceiveCount));
  }
}
