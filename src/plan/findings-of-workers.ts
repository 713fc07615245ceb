import type { Check } from './findings';
import { batchMs } from './messages-at-once';
import { downstreamUnits, usableBudget } from './share-budget';
import { shown } from './shown';
import { eventSourceQuotas, lambdaQuotas, queueQuotas } from '../spec/aws-quotas';

const tightTimeout: Check = (spec, plan) => {
  const { batchSize, functionTimeoutSeconds } = plan.workers[0]!;
  const batchSeconds = batchMs(spec, batchSize) / 1000;
  const isSequential = spec.handlerParallelism === 'sequential';
  const smallerBatch =
    isSequential && batchSize > 1 ? `lower "batchSize" to ${Math.max(1, Math.floor(batchSize / 3))}, or ` : '';
  return functionTimeoutSeconds < 2 * batchSeconds
    ? {
        code: 'timeout-close-to-batch',
        severity: 'warning',
        message: `a batch of ${batchSize} takes ${shown(batchSeconds)} s at p95 and the function is cut off after ${functionTimeoutSeconds} s`,
        hint: `${smallerBatch}shorten "durationMs"`,
        source: lambdaQuotas.functionTimeout.source,
      }
    : undefined;
};

const inFlight: Check = (_spec, { workers }) => {
  const { value: most, source } = queueQuotas.inFlight;
  const over = workers
    .filter(({ messagesInFlight }) => messagesInFlight > most)
    .sort((a, b) => b.messagesInFlight - a.messagesInFlight);
  const [worst, ...others] = over;
  const also = others.length > 0 ? `; too many for ${others.map(({ name }) => name).join(', ')} as well` : '';
  return worst
    ? {
        code: 'in-flight-limit',
        severity: 'warning',
        message: `${worst.maximumConcurrency} batches of ${worst.batchSize} are ${worst.messagesInFlight} messages in flight from the queue of ${worst.name}, and SQS takes ${most}; the rest of the concurrency finds nothing to receive${also}`,
        hint: `lower "batchSize" to ${Math.floor(most / worst.maximumConcurrency)} or less`,
        source,
      }
    : undefined;
};

const limitedDownstream: Check = (spec, plan) => {
  const units = downstreamUnits(spec);
  return units !== undefined && units < usableBudget(spec) && plan.totals.maximum === units
    ? {
        code: 'downstream-limits-budget',
        severity: 'info',
        message: `the downstream limit of ${spec.downstreamConcurrency} calls caps the workers together at ${units} batches; the budget of ${spec.concurrencyBudget} is not used up`,
        hint: 'a smaller "concurrencyBudget" would leave more to other functions of the account',
        source: 'Spillway: maximum concurrency x messages handled at once never exceeds "downstreamConcurrency"',
      }
    : undefined;
};

const limitedEventSource: Check = (_spec, plan) => {
  const { value: most, source } = eventSourceQuotas.maximumConcurrency;
  const capped = plan.workers.filter((worker) => worker.maximumConcurrency === most).map((worker) => worker.name);
  return capped.length > 0
    ? {
        code: 'event-source-limits-budget',
        severity: 'info',
        message: `an event source runs at most ${most} batches at once, which is the limit of ${capped.join(', ')}`,
        hint: 'split the traffic over more workers to use a larger budget',
        source,
      }
    : undefined;
};

const noHeadroom: Check = (_spec, plan) => {
  const tight = plan.workers.filter((worker) => worker.reservedConcurrency === worker.maximumConcurrency);
  return tight.length > 0
    ? {
        code: 'no-headroom',
        severity: 'info',
        message: `the reservation of ${tight.map(({ name }) => name).join(', ')} equals the maximum, so batches may be throttled and retried while a deployment runs two versions`,
        hint: 'raise "concurrencyBudget"; its tenth is shared in proportion to the maximum of each worker',
        source: eventSourceQuotas.maximumConcurrency.source,
      }
    : undefined;
};

/** Findings about the limits of the workers. */
export const workerFindings: readonly Check[] = [
  tightTimeout,
  inFlight,
  limitedDownstream,
  limitedEventSource,
  noHeadroom,
];
