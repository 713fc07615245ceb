import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, MetricType, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogLevel, NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { WorkerConcurrency } from './concurrency';
import type { IdempotencyTable } from './idempotency-table';
import { createWorkerQueues } from './worker-queues';

/** MB. Also sets the share of a CPU: one whole vCPU comes at 1,769 MB (lambda/latest/dg/configuration-memory.html). */
const memorySizeMb = 512;

/**
 * Retries of every AWS SDK client in the function, the first attempt included. Written down because the default of the
 * SDK changed on 10 November 2026; the bundled SDK keeps the delays between the attempts fixed as well.
 */
const sdkRetries = { AWS_RETRY_MODE: 'standard', AWS_MAX_ATTEMPTS: '3' };

export interface QueueWorkerProps {
  readonly limits: WorkerConcurrency;
  readonly idempotencyTable: IdempotencyTable;
}

/** A queue, its dead-letter queue, and the function in `src/handlers/<worker>.ts` that works the queue off. */
export class QueueWorker extends Construct {
  readonly limits: WorkerConcurrency;
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly handler: NodejsFunction;

  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    this.limits = props.limits;
    const { queue, deadLetterQueue } = createWorkerQueues(this, props.limits);
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    this.handler = this.createHandler(props.idempotencyTable);
    this.connectQueue();
  }

  private createHandler(idempotencyTable: IdempotencyTable): NodejsFunction {
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = this.createRole();
    logGroup.grantWrite(role);
    idempotencyTable.grantUse(role);
    return new NodejsFunction(this, 'Handler', {
      entry: join(__dirname, '../handlers', `${this.limits.name}.ts`),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memorySizeMb,
      timeout: Duration.seconds(this.limits.functionTimeoutSeconds),
      reservedConcurrentExecutions: this.limits.reservedConcurrency,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      environment: {
        ...sdkRetries,
        IDEMPOTENCY_TABLE_NAME: idempotencyTable.tableName,
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_METRICS_NAMESPACE: Stack.of(this).stackName,
        POWERTOOLS_SERVICE_NAME: this.limits.name,
      },
      // The runtime brings an SDK of its own, and updates it: bundling pins the one that was tested.
      bundling: {
        bundleAwsSDK: true,
        logLevel: LogLevel.WARNING,
        mainFields: ['module', 'main'],
        minify: true,
        sourceMap: true,
      },
    });
  }

  /** A role of its own, so that no worker can reach what belongs to another. */
  private createRole(): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords cannot be limited to a resource.',
    });
    return role;
  }

  private connectQueue(): void {
    this.handler.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: this.limits.batchSize,
        maxBatchingWindow: Duration.seconds(this.limits.batchWindowSeconds),
        maxConcurrency: this.limits.maximumConcurrency,
        reportBatchItemFailures: true,
        metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
      }),
    );
  }
}
