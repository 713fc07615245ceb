import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { workers } from './spillway/concurrency';
import { FrontDoor } from './spillway/front-door';
import { IdempotencyTable } from './spillway/idempotency-table';
import { Observability } from './spillway/observability';
import { QueueWorker } from './spillway/queue-worker';

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
    const frontDoor = new FrontDoor(this, 'FrontDoor', { workers: queueWorkers });
    new Observability(this, 'Observability', { workers: queueWorkers, frontDoor });
  }
}
