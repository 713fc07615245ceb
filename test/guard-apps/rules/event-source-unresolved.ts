import type { GuardApp } from '../guard-app';
import { workersOf } from '../service-parts';

export const change: GuardApp['change'] = (service, comply) => {
  const { mapping, handler } = workersOf(service)[0]!;
  mapping.addPropertyOverride('FunctionName', comply ? { Ref: service.getLogicalId(handler) } : 'some-function');
};

export const path = /\/orders\/Handler\/SqsEventSource:\w+\/Resource/;
