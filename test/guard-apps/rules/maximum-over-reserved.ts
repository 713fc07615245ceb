import type { GuardApp } from '../guard-app';
import { numberOf, workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { handler, mapping } = workersOf(service)[0]!;
  const reserved = numberOf(handler, 'ReservedConcurrentExecutions');
  mapping.addPropertyOverride('ScalingConfig.MaximumConcurrency', reserved + (comply ? 0 : 1));
};

export const path = /\/orders\/Handler\/Resource/;
