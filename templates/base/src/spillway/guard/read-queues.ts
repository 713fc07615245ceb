import { readQueueDepthAlarms } from './read-queue-depth-alarms';
import type { SynthesizedQueue } from './synthesized-app';
import { ofType, type SynthesizedResource, toNumber } from './synthesized-resource';

interface RedrivePolicy {
  readonly deadLetterTargetArn?: unknown;
  readonly maxReceiveCount?: unknown;
}

/** The queues of the app, by their resource. */
export function readQueues(resources: readonly SynthesizedResource[]): Map<SynthesizedResource, SynthesizedQueue> {
  const queues = ofType(resources, 'AWS::SQS::Queue');
  const watched = readQueueDepthAlarms(resources, queues);
  return new Map(queues.map((resource) => [resource, toQueue(resource, watched)]));
}

function toQueue(resource: SynthesizedResource, watched: ReadonlySet<SynthesizedResource>): SynthesizedQueue {
  const { path, properties, resolveReference } = resource;
  const redrive = properties.RedrivePolicy as RedrivePolicy | undefined;
  const deadLetterQueue = resolveReference(redrive?.deadLetterTargetArn);
  return {
    path,
    isFifo: String(properties.FifoQueue) === 'true',
    visibilityTimeoutSeconds: toNumber(properties.VisibilityTimeout) ?? 30, // the SQS default
    retentionSeconds: toNumber(properties.MessageRetentionPeriod) ?? 345_600, // the SQS default, 4 days
    hasDeadLetterQueue: redrive?.deadLetterTargetArn !== undefined,
    maxReceiveCount: redrive && (toNumber(redrive.maxReceiveCount) ?? 10), // the SQS default
    deadLetterQueue: deadLetterQueue && toQueue(deadLetterQueue, watched),
    hasDepthAlarm: watched.has(resource),
  };
}
