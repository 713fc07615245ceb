import type { GuardApp } from '../guard-app';
import { numberOf, workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { handler, mapping, queue } = workersOf(service)[0]!;
  const required = 6 * numberOf(handler, 'Timeout') + numberOf(mapping, 'MaximumBatchingWindowInSeconds');
  queue.addPropertyOverride('VisibilityTimeout', required - (comply ? 0 : 1));
};

export const path = /\/orders\/Queue\/Resource/;
