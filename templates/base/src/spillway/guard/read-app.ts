import type { IConstruct } from 'constructs';
import { concurrencyPerPoller, defaultMaximumPollers } from './lambda-limits';
import { functionBehind } from './qualified-functions';
import { readAcknowledgements } from './read-acknowledgements';
import { readFunctions } from './read-functions';
import { readQueues } from './read-queues';
import type {
  SynthesizedApp,
  SynthesizedEventSource,
  SynthesizedFunction,
  SynthesizedQueue,
  UnresolvedEventSource,
} from './synthesized-app';
import { ofType, onlyOne, readResources, type SynthesizedResource, toNumber } from './synthesized-resource';

/**
 * Reads the app as it will be deployed, without disabled event sources. What is imported is not followed: an event source
 * that leads there is listed as unresolved.
 */
export function readSynthesizedApp(app: IConstruct): SynthesizedApp {
  const resources = readResources(app);
  const queues = readQueues(resources);
  const functions = readFunctions(resources);
  const eventSources: SynthesizedEventSource[] = [];
  const unresolvedEventSources: UnresolvedEventSource[] = [];
  for (const mapping of ofType(resources, 'AWS::Lambda::EventSourceMapping').filter(readsQueue)) {
    const handler = functions.get(targetOf(mapping) ?? mapping);
    const queue = queues.get(mapping.resolveReference(mapping.properties.EventSourceArn) ?? mapping);
    if (handler && queue) {
      eventSources.push(toEventSource(mapping, handler, queue));
    } else {
      const unresolved = [...(handler ? [] : ['function' as const]), ...(queue ? [] : ['queue' as const])];
      unresolvedEventSources.push({ path: mapping.path, unresolved });
    }
  }
  return {
    functions: [...functions.values()],
    serverlessFunctions: ofType(resources, 'AWS::Serverless::Function').map(({ path }) => path),
    queues: [...queues.values()],
    eventSources,
    unresolvedEventSources,
    acknowledgements: readAcknowledgements(app),
  };
}

/** The name of a version has two references: to the function, and to the version for its number. */
function targetOf({ properties, resolveReferences }: SynthesizedResource): SynthesizedResource | undefined {
  return onlyOne(resolveReferences(properties.FunctionName).flatMap((named) => functionBehind(named) ?? []));
}

/**
 * Every other kind of source asks for one of these: streams and Kafka for a position, Amazon MQ for its own queues. A disabled
 * mapping reads nothing.
 */
function readsQueue({ properties }: SynthesizedResource): boolean {
  const isEnabled = String(properties.Enabled) !== 'false';
  return isEnabled && properties.StartingPosition === undefined && properties.Queues === undefined;
}

function toEventSource(
  { path, properties }: SynthesizedResource,
  handler: SynthesizedFunction,
  queue: SynthesizedQueue,
): SynthesizedEventSource {
  const scaling = properties.ScalingConfig as { MaximumConcurrency?: unknown } | undefined;
  const provisioned = properties.ProvisionedPollerConfig as { MaximumPollers?: unknown } | undefined;
  const maximumConcurrency = toNumber(scaling?.MaximumConcurrency);
  const maximumPollers = provisioned && (toNumber(provisioned.MaximumPollers) ?? defaultMaximumPollers);
  return {
    path,
    function: handler,
    queue,
    batchSize: toNumber(properties.BatchSize) ?? 10, // the Lambda default
    batchingWindowSeconds: toNumber(properties.MaximumBatchingWindowInSeconds) ?? 0,
    maximumConcurrency,
    maximumPollers,
    ceiling: maximumConcurrency ?? (maximumPollers === undefined ? undefined : concurrencyPerPoller * maximumPollers),
  };
}
