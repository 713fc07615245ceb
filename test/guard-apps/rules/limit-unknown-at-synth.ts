import { CfnParameter } from 'aws-cdk-lib';
import type { GuardApp } from '../guard-app';
import { numberOf, workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { handler } = workersOf(service)[0]!;
  const reserved = numberOf(handler, 'ReservedConcurrentExecutions');
  const parameter = () => new CfnParameter(service, 'Reserved', { type: 'Number', default: reserved }).valueAsNumber;
  handler.addPropertyOverride('ReservedConcurrentExecutions', comply ? reserved : parameter());
};

export const path = /\/orders\/Handler\/Resource/;
