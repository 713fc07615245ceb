import type { GuardApp } from '../guard-app';
import { numberOf, workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { handler, mapping, queue } = workersOf(service)[1]!;
  mapping.addPropertyOverride('BatchSize', 11);
  mapping.addPropertyOverride('MaximumBatchingWindowInSeconds', comply ? 1 : 0);
  queue.addPropertyOverride('VisibilityTimeout', 6 * numberOf(handler, 'Timeout') + 1);
};

export const path = /\/audit\/Handler\/SqsEventSource:\w+\/Resource/;
