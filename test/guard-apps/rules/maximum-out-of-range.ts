import type { GuardApp } from '../guard-app';
import { workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { mapping } = workersOf(service)[0]!;
  mapping.addPropertyOverride('ScalingConfig.MaximumConcurrency', comply ? 2 : 1);
};

export const path = /\/orders\/Handler\/SqsEventSource:\w+\/Resource/;
