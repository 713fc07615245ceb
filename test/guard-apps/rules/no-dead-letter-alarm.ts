import type { GuardApp } from '../guard-app';
import { resourcesBelow } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const [alarm] = resourcesBelow(service, /DeadLetters\/Resource$/);
  alarm!.addPropertyOverride('MetricName', comply ? 'ApproximateNumberOfMessagesVisible' : 'NumberOfMessagesSent');
};

export const path = /\/orders\/DeadLetterQueue\/Resource/;
