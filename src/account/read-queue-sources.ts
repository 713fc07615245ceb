import type { EventSourceMappingConfiguration, Lambda } from '@aws-sdk/client-lambda';
import type { QueueSource } from './account-state';
import { functionNameIn, serviceIn } from './arn';
import type { OwnFunctions } from './own-functions';
import { eventSourceQuotas } from '../spec/aws-quotas';

/** All event source mappings between queues and functions, switched-off ones left out. */
export async function readQueueSources(lambda: Lambda, own: OwnFunctions): Promise<QueueSource[]> {
  const mappings: EventSourceMappingConfiguration[] = [];
  for await (const page of lambda.paginateListEventSourceMappings({})) {
    mappings.push(...(page.EventSourceMappings ?? []));
  }
  return mappings
    .filter(({ EventSourceArn, State }) => serviceIn(EventSourceArn) === 'sqs' && !isOff(State))
    .map((mapping) => queueSource(mapping, own));
}

function isOff(state = ''): boolean {
  return ['Disabled', 'Disabling', 'Deleting'].includes(state);
}

function queueSource(mapping: EventSourceMappingConfiguration, own: OwnFunctions): QueueSource {
  const functionName = functionNameIn(mapping.FunctionArn);
  return {
    functionName,
    eventSourceArn: mapping.EventSourceArn!,
    maximumConcurrency: limitOf(mapping),
    owner: own.ownerOf(functionName),
  };
}

/** Maximum concurrency and provisioned pollers exclude each other; either is a limit. */
function limitOf({ ScalingConfig, ProvisionedPollerConfig }: EventSourceMappingConfiguration): number | undefined {
  const { invocationsPerPoller, provisionedPollers } = eventSourceQuotas;
  return ProvisionedPollerConfig
    ? invocationsPerPoller.value * (ProvisionedPollerConfig.MaximumPollers ?? provisionedPollers.value)
    : ScalingConfig?.MaximumConcurrency;
}
