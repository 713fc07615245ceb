import type { IConstruct } from 'constructs';
import { readAcknowledgements } from './read-acknowledgements';
import { readDeploymentFunctions } from './read-deployment-functions';
import { readQueues } from './read-queues';
import type {
  SynthesizedApp,
  SynthesizedEventSource,
  SynthesizedFunction,
  SynthesizedQueue,
  UnresolvedEventSource,
} from './synthesized-app';
import { ofType, readResources, type SynthesizedResource, toNumber } from './synthesized-resource';

/** Executions at once that one poller of the provisioned mode can cause (lambda/latest/api/API_ProvisionedPollerConfig.html). */
const concurrencyPerPoller = 10;
/** Pollers of the provisioned mode at most, unless the mapping says (same page). */
const defaultMaximumPollers = 200;

/**
 * Reads the app as it will be deployed. Aliases, versions and what is imported are not followed: an event source that leads
 * there is listed as unresolved.
 */
export function readSynthesizedApp(app: IConstruct): SynthesizedApp {
  const resources = readResources(app);
  const queues = readQueues(resources);
  const functions = readFunctions(resources);
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
  return {
    functions: [...functions.values()],
    queues: [...queues.values()],
    eventSources,
    unresolvedEventSources,
    acknowledgements: readAcknowledgements(app),
  };
}

function readFunctions(resources: readonly SynthesizedResource[]): Map<SynthesizedResource, SynthesizedFunction> {
  const deploymentFunctions = readDeploymentFunctions(resources);
  return new Map(
    ofType(resources, 'AWS::Lambda::Function').map((resource) => [
      resource,
      {
        path: resource.path,
        environment: resource.environment,
        reservedConcurrency: toNumber(resource.properties.ReservedConcurrentExecutions),
        timeoutSeconds: toNumber(resource.properties.Timeout) ?? 3, // the Lambda default
        servesDeployments: deploymentFunctions.has(resource),
      },
    ]),
  );
}

/** Every other kind of source asks for one of these: streams and Kafka for a position, Amazon MQ for its own queues. */
function mayReadQueue({ properties }: SynthesizedResource): boolean {
  return properties.StartingPosition === undefined && properties.Queues === undefined;
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
