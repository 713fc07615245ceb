import type { GuardApp } from '../guard-app';
import { workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  workersOf(service)[1]!.queue.addPropertyOverride('RedrivePolicy.maxReceiveCount', comply ? 5 : 4);
};

export const path = /\/audit\/Queue\/Resource/;
