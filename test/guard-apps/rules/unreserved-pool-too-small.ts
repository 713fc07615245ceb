import { Validations } from 'aws-cdk-lib';
import type { GuardApp } from '../guard-app';
import { addFunction } from '../own-function';

/** The account has 120 units, and 100 of them are reserved; one is for the function of another of these apps. */
export const change: GuardApp['change'] = (service, comply) => {
  for (let index = 0; index < (comply ? 19 : 21); index++) {
    const handler = addFunction(service, `Pool${index}`);
    Validations.of(handler).acknowledge({ id: 'Spillway::unreserved-function', reason: 'runs once a night' });
  }
};

export const path = /\/Pool0 1/;
