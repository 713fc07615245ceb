import type { App } from 'aws-cdk-lib';
import type { SynthesizedResource } from './synthesized-resource';
import { readResources } from './synthesized-resource';

/** Every number is in the unit of its name; NaN stands for a value that only the deployment knows (a parameter). */
export interface SynthesizedFunction {
  readonly path: string;
  /** Account and Region, whose concurrency the function takes from. */
  readonly environment: string;
  readonly reservedConcurrency?: number;
  readonly timeoutSeconds: number;
}

export interface SynthesizedQueue {
  readonly path: string;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly hasDeadLetterQueue: boolean;
  /** Absent as well when the dead-letter queue is in another stack or imported. */
  readonly deadLetterQueue?: SynthesizedQueue;
}

/** An event source mapping from a queue to a function, both in its own stack. */
export interface SynthesizedEventSource {
  readonly path: string;
  readonly function: SynthesizedFunction;
  readonly queue: SynthesizedQueue;
  readonly maximumConcurrency?: number;
  readonly batchingWindowSeconds: number;
}

/** An event source mapping of a queue that no rule can judge. */
export interface UnresolvedEventSource {
  readonly path: string;
  readonly unresolved: readonly ('function' | 'queue')[];
}

/** What the rules look at. */
export interface SynthesizedApp {
  readonly functions: readonly SynthesizedFunction[];
  readonly queues: readonly SynthesizedQueue[];
  readonly eventSources: readonly SynthesizedEventSource[];
  readonly unresolvedEventSources: readonly UnresolvedEventSource[];
}

/**
 * Reads the app as it will be deployed. References into another stack, and through an alias or a version, are not followed:
 * such an event source is listed as unresolved.
 */
export function readSynthesizedApp(app: App): SynthesizedApp {
  const resources = readResources(app);
  const functions = new Map(ofType(resources, 'AWS::Lambda::Function').map((it) => [it, toFunction(it)]));
  const queues = new Map(ofType(resources, 'AWS::SQS::Queue').map((it) => [it, toQueue(it)]));
  const eventSources: SynthesizedEventSource[] = [];
  const unresolvedEventSources: UnresolvedEventSource[] = [];
  for (const mapping of ofType(resources, 'AWS::Lambda::EventSourceMapping').filter(mayReadQueue)) {
    const handler = functions.get(mapping.resolveReference(mapping.properties.FunctionName) ?? mapping);
    const queue = queues.get(mapping.resolveReference(mapping.properties.EventSourceArn) ?? mapping);
    if (handler && queue) {
      eventSources.push(toEventSource(mapping, handler, queue));
    } else {
      const unresolved = [...(handler ? [] : ['function' as const]), ...(queue ? [] : ['queue' as const])];
      unresolvedEventSources.push({ path: mapping.path, unresolved });
    }
  }
  return { functions: [...functions.values()], queues: [...queues.values()], eventSources, unresolvedEventSources };
}

/** Every other kind of source asks for one of these: streams and Kafka for a position, Amazon MQ for its own queues. */
function mayReadQueue({ properties }: SynthesizedResource): boolean {
  return properties.StartingPosition === undefined && properties.Queues === undefined;
}

function ofType(resources: readonly SynthesizedResource[], type: string): SynthesizedResource[] {
  return resources.filter((resource) => resource.type === type);
}

function toFunction({ path, environment, properties }: SynthesizedResource): SynthesizedFunction {
  return {
    path,
    environment,
    reservedConcurrency: toNumber(properties.ReservedConcurrentExecutions),
    timeoutSeconds: toNumber(properties.Timeout) ?? 3, // the Lambda default
  };
}

function toQueue({ path, properties, resolveReference }: SynthesizedResource): SynthesizedQueue {
  const redrive = properties.RedrivePolicy as { deadLetterTargetArn?: unknown } | undefined;
  const deadLetterQueue = resolveReference(redrive?.deadLetterTargetArn);
  return {
    path,
    visibilityTimeoutSeconds: toNumber(properties.VisibilityTimeout) ?? 30, // the SQS default
    retentionSeconds: toNumber(properties.MessageRetentionPeriod) ?? 345_600, // the SQS default, 4 days
    hasDeadLetterQueue: redrive?.deadLetterTargetArn !== undefined,
    deadLetterQueue: deadLetterQueue && toQueue(deadLetterQueue),
  };
}

function toEventSource(
  { path, properties }: SynthesizedResource,
  handler: SynthesizedFunction,
  queue: SynthesizedQueue,
): SynthesizedEventSource {
  const scaling = properties.ScalingConfig as { MaximumConcurrency?: unknown } | undefined;
  return {
    path,
    function: handler,
    queue,
    maximumConcurrency: toNumber(scaling?.MaximumConcurrency),
    batchingWindowSeconds: toNumber(properties.MaximumBatchingWindowInSeconds) ?? 0,
  };
}

function toNumber(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}
