import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';

/** What a file in `rules/` exports; its name is the rule's. */
export interface GuardApp {
  /** The construct that the report names, or what it says of several. */
  readonly path: RegExp;
  /**
   * Changes a service so that it breaks the rule and no other, or, when it is to comply, so that it barely keeps it. What
   * complies with each rule does so together, too.
   */
  change(service: Stack, comply: boolean): void;
}

export const cells = ['rest-sqs', 'graphql', 'iot'].flatMap((api) => ['sigv4', 'x509'].map((auth) => ({ api, auth })));

/** Answers of the service that is changed, besides the cell: 100 of 120 units are reserved, half of them for each worker. */
export const guardedAnswers = {
  workers: ['orders', 'audit'],
  concurrencyBudget: 100,
  accountConcurrency: 120,
  unreservedFloor: 10,
};

const rulesDirectory = join(__dirname, 'rules');

/** Ids of the rules that there is an app for. */
export const guardRules = readdirSync(rulesDirectory)
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

export async function loadGuardApp(rule: string): Promise<GuardApp> {
  return (await import(join(rulesDirectory, `${rule}.ts`))) as GuardApp;
}

/** Ids of the guard's rules that a report holds against an app. */
export function reportedRules(report: string): string[] {
  const ids = [...report.matchAll(/(?:Acknowledge with '|Rule )Spillway::([\w-]+)/g)].map(([, id]) => id!);
  return [...new Set(ids)].sort();
}
