import type { GuardApp } from '../guard-app';
import { workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { queue, deadLetterQueue } = workersOf(service)[0]!;
  const deadLetterTargetArn = { 'Fn::GetAtt': [service.getLogicalId(deadLetterQueue), 'Arn'] };
  queue.addPropertyOverride('RedrivePolicy', comply ? { deadLetterTargetArn, maxReceiveCount: 5 } : undefined);
};

export const path = /\/orders\/Queue\/Resource/;
