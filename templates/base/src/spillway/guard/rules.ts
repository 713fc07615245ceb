import { concurrencyBudget } from '../concurrency';
import { concurrencyWithinBudget } from './concurrency-within-budget';
import { deadLettersOutliveMessages } from './dead-letters-outlive-messages';
import { eventSourcesResolved } from './event-sources-resolved';
import { limitsKnownAtSynth } from './limits-known-at-synth';
import { maximumWithinReserved } from './maximum-within-reserved';
import type { Rule } from './rule';
import { visibilityCoversTimeout } from './visibility-covers-timeout';
import { workerHasDeadLetterQueue } from './worker-has-dead-letter-queue';

/** What neither CloudFormation nor the CDK checks before a deployment. */
export const rules: readonly Rule[] = [
  limitsKnownAtSynth,
  eventSourcesResolved,
  concurrencyWithinBudget(concurrencyBudget),
  maximumWithinReserved,
  visibilityCoversTimeout,
  deadLettersOutliveMessages,
  workerHasDeadLetterQueue,
];
