import type { GuardApp } from '../guard-app';
import { numberOf, workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { queue, deadLetterQueue } = workersOf(service)[0]!;
  const retention = numberOf(queue, 'MessageRetentionPeriod');
  deadLetterQueue.addPropertyOverride('MessageRetentionPeriod', retention + (comply ? 1 : 0));
};

export const path = /\/orders\/DeadLetterQueue\/Resource/;
