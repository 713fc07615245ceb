import { Validations } from 'aws-cdk-lib';
import type { GuardApp } from '../guard-app';
import { workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { queue } = workersOf(service)[0]!;
  const reason = comply ? 'handling a message twice does no harm' : ' ';
  Validations.of(queue).acknowledge({ id: 'Spillway::visibility-too-short', reason });
};

export const path = /\/orders\/Queue\/Resource/;
