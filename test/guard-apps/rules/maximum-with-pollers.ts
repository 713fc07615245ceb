import type { GuardApp } from '../guard-app';
import { workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { mapping } = workersOf(service)[1]!;
  mapping.addPropertyOverride('ProvisionedPollerConfig', { MinimumPollers: 2, MaximumPollers: 2 });
  if (comply) {
    mapping.addPropertyDeletionOverride('ScalingConfig');
  }
};

export const path = /\/audit\/Handler\/SqsEventSource:\w+\/Resource/;
