import type { StackReader } from './stack-reader';
import type { EventSourceSettings } from '../event-source/event-source-settings';

/** Messages of a batch where the template does not say (lambda/latest/api/API_CreateEventSourceMapping.html). */
const defaultBatchSize = 10;

/** What an event source mapping can have that a local run leaves out. */
const leftOut = ['FilterCriteria', 'ProvisionedPollerConfig'] as const;

/** An event source mapping between a queue and a function. */
export interface EventSource {
  readonly queueArn: string;
  readonly functionName: string;
  readonly settings: EventSourceSettings;
  /** Properties that have no effect here. */
  readonly leftOut: readonly string[];
}

/** The event source mappings that read from queues. */
export function readEventSources(reader: StackReader): EventSource[] {
  return reader
    .resources('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => String(properties.EventSourceArn).startsWith('arn:aws:sqs:'))
    .map(({ properties }) => {
      const { MaximumConcurrency } = (properties.ScalingConfig ?? {}) as { MaximumConcurrency?: number };
      const responseTypes = (properties.FunctionResponseTypes ?? []) as readonly string[];
      return {
        queueArn: String(properties.EventSourceArn),
        functionName: String(properties.FunctionName).split(':').at(-1)!,
        leftOut: leftOut.filter((name) => properties[name] !== undefined),
        settings: {
          batchSize: Number(properties.BatchSize ?? defaultBatchSize),
          batchWindowMs: Number(properties.MaximumBatchingWindowInSeconds ?? 0) * 1000,
          reportsFailures: responseTypes.includes('ReportBatchItemFailures'),
          ...(MaximumConcurrency === undefined ? {} : { maximumConcurrency: Number(MaximumConcurrency) }),
        },
      };
    });
}
