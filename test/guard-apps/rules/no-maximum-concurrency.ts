import type { GuardApp } from '../guard-app';
import { numberOf, workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { handler, mapping } = workersOf(service)[1]!;
  mapping.addPropertyDeletionOverride('ScalingConfig');
  if (comply) {
    const MaximumPollers = numberOf(handler, 'ReservedConcurrentExecutions') / 10;
    mapping.addPropertyOverride('ProvisionedPollerConfig', { MinimumPollers: 2, MaximumPollers });
  }
};

export const path = /\/audit\/Handler\/SqsEventSource:\w+\/Resource/;
