import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { workers } from './spillway/concurrency';
import { DownstreamApi } from './spillway/downstream-api';
import { FrontDoor } from './spillway/front-door';
import { IdempotencyTable } from './spillway/idempotency-table';
import { Observability } from './spillway/observability';
import { QueueWorker } from './spillway/queue-worker';
import { StatusTable } from './spillway/status-table';

/**
 * The whole service. This file is yours: add what your workers need, and grant it to `worker.handler`.
 *
 * @example
 * queueWorkers.forEach((worker) => bucket.grantPut(worker.handler));
 */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const idempotencyTable = new IdempotencyTable(this, 'Idempotency');
    const queueWorkers = Object.values(workers).map(
      (limits) => new QueueWorker(this, limits.name, { limits, idempotencyTable }),
    );
    new DownstreamApi(this, 'Downstream', { callers: queueWorkers });
    const statusTable = new StatusTable(this, 'Status', { writers: queueWorkers });
    const frontDoor = new FrontDoor(this, 'FrontDoor', { workers: queueWorkers, statusTable });
    new Observability(this, 'Observability', { workers: queueWorkers, frontDoor });
  }
}
