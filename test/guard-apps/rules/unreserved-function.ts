import { Validations } from 'aws-cdk-lib';
import type { GuardApp } from '../guard-app';
import { addFunction } from '../own-function';

export const change: GuardApp['change'] = (service, comply) => {
  const handler = addFunction(service, 'Nightly');
  if (comply) {
    Validations.of(handler).acknowledge({ id: 'Spillway::unreserved-function', reason: 'runs once a night' });
  }
};

export const path = /\/Nightly/;
