import { accountConcurrency, concurrencyBudget } from '../concurrency';
import { acknowledgementWithoutReason } from './acknowledgement-without-reason';
import { batchOverTen } from './batch-over-ten';
import { budgetExceeded } from './budget-exceeded';
import { deadLettersExpireFirst } from './dead-letters-expire-first';
import { eventSourceUnresolved } from './event-source-unresolved';
import { limitUnknownAtSynth } from './limit-unknown-at-synth';
import { maximumOutOfRange } from './maximum-out-of-range';
import { maximumOverReserved } from './maximum-over-reserved';
import { maximumWithPollers } from './maximum-with-pollers';
import { noDeadLetterAlarm } from './no-dead-letter-alarm';
import { noDeadLetterQueue } from './no-dead-letter-queue';
import { noMaximumConcurrency } from './no-maximum-concurrency';
import { receiveCountTooLow } from './receive-count-too-low';
import type { Rule } from './rule';
import { unreservedFunction } from './unreserved-function';
import { unreservedPoolTooSmall } from './unreserved-pool-too-small';
import { visibilityTooShort } from './visibility-too-short';

/** What neither CloudFormation nor the CDK checks before a deployment. */
export const rules: readonly Rule[] = [
  acknowledgementWithoutReason,
  limitUnknownAtSynth,
  eventSourceUnresolved,
  budgetExceeded(concurrencyBudget),
  unreservedPoolTooSmall(accountConcurrency),
  unreservedFunction,
  noMaximumConcurrency,
  maximumOutOfRange,
  maximumOverReserved,
  maximumWithPollers,
  batchOverTen,
  visibilityTooShort,
  noDeadLetterQueue,
  receiveCountTooLow,
  deadLettersExpireFirst,
  noDeadLetterAlarm,
];
