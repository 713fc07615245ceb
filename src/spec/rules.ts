import { eventSourceQuotas, lambdaQuotas } from './aws-quotas';
import { impossiblePairs } from './compatibility';
import { rule, type Rule } from './rule';
import { pascalName } from './worker-spec';

const perWorker = eventSourceQuotas.minimumConcurrency.value;

const distinctWorkers = rule(['workers'], ({ workers }) => {
  const seen = new Map<string, string>();
  for (const worker of workers) {
    const identifier = pascalName(worker);
    const earlier = seen.get(identifier);
    if (earlier !== undefined) {
      return {
        code: 'duplicate-worker',
        path: 'workers',
        message: `workers "${earlier}" and "${worker.name}" share the identifier ${identifier}`,
        hint: 'rename one of them',
      };
    }
    seen.set(identifier, worker.name);
  }
  return undefined;
});

const budgetWithinQuota = rule(['concurrencyBudget', 'accountConcurrency'], (spec) =>
  spec.concurrencyBudget <= spec.accountConcurrency
    ? undefined
    : {
        code: 'budget-over-quota',
        path: 'concurrencyBudget',
        message: `budget ${spec.concurrencyBudget} exceeds the account's quota of ${spec.accountConcurrency}`,
        hint: 'lower "concurrencyBudget", or raise the quota (Service Quotas L-B99A9384) and give it as "accountConcurrency"',
      },
);

const reservationWithinPool = rule(
  ['concurrencyBudget', 'accountConcurrency', 'unreservedFloor', 'reservation'],
  (spec) => {
    const reservable = Math.max(0, spec.accountConcurrency - spec.unreservedFloor);
    if (spec.reservation !== 'reserve' || spec.concurrencyBudget <= reservable) {
      return undefined;
    }
    return {
      code: 'reservation-over-pool',
      path: 'reservation',
      message: `reserved concurrency ${spec.concurrencyBudget} exceeds the ${reservable} that a quota of ${spec.accountConcurrency} leaves over the floor of ${spec.unreservedFloor}`,
      hint: 'lower "concurrencyBudget", raise the quota, or choose "auto" or "cap-only"',
    };
  },
);

const unitsForEachWorker = rule(
  ['concurrencyBudget', 'ownFunctionsConcurrency', 'workers'],
  ({ concurrencyBudget, ownFunctionsConcurrency, workers }) => {
    const kept = ownFunctionsConcurrency > 0 ? ` less the ${ownFunctionsConcurrency} of your own functions` : '';
    const least = perWorker * workers.length + ownFunctionsConcurrency;
    return concurrencyBudget >= least
      ? undefined
      : {
          code: 'budget-too-small',
          path: 'concurrencyBudget',
          message: `budget ${concurrencyBudget}${kept} is under ${perWorker} for each of ${workers.length} workers`,
          hint: `give at least ${least}, or fewer workers: an event source needs a maximum concurrency of ${perWorker}`,
        };
  },
);

const callsForEachWorker = rule(['downstreamConcurrency', 'workers'], ({ downstreamConcurrency, workers }) =>
  downstreamConcurrency === undefined || downstreamConcurrency >= perWorker * workers.length
    ? undefined
    : {
        code: 'downstream-too-small',
        path: 'downstreamConcurrency',
        message: `downstream limit ${downstreamConcurrency} is under ${perWorker} calls for each of ${workers.length} workers`,
        hint: `an event source cannot be capped below ${perWorker}: give at least ${perWorker * workers.length}, or fewer workers`,
      },
);

const callsForEachBatch = rule(
  ['downstreamConcurrency', 'workers', 'handlerParallelism', 'batchSize'],
  ({ downstreamConcurrency = Infinity, workers, handlerParallelism, batchSize = 1 }) => {
    const batches = perWorker * workers.length;
    const isCovered = handlerParallelism === 'sequential' || downstreamConcurrency >= batches * batchSize;
    return isCovered || downstreamConcurrency < batches // then the workers alone are too many
      ? undefined
      : {
          code: 'downstream-too-small',
          path: 'downstreamConcurrency',
          message: `downstream limit ${downstreamConcurrency} is under the ${batches * batchSize} calls of ${batches} batches of ${batchSize} messages handled at once: ${perWorker} batches for each worker`,
          hint: `lower "batchSize" to ${Math.floor(downstreamConcurrency / batches)} or less, or choose "handlerParallelism" sequential`,
        };
  },
);

const windowForLargeBatch = rule(['batchSize', 'batchWindowSeconds'], ({ batchSize, batchWindowSeconds }) => {
  const limit = eventSourceQuotas.batchSizeWithoutWindow.value;
  return batchSize === undefined || batchSize <= limit || batchWindowSeconds !== 0
    ? undefined
    : {
        code: 'batch-needs-window',
        path: 'batchWindowSeconds',
        message: `a batch of ${batchSize} messages with a batching window of 0 s is refused by Lambda`,
        hint: `give at least 1 s, or a "batchSize" of ${limit} or less`,
      };
});

const batchWithinTimeout = rule(
  ['batchSize', 'durationMs', 'handlerParallelism'],
  ({ batchSize, durationMs, handlerParallelism }) => {
    const longestMs = lambdaQuotas.functionTimeout.value * 1000;
    return batchSize === undefined || handlerParallelism === 'parallel' || batchSize * durationMs <= longestMs
      ? undefined
      : {
          code: 'batch-too-long',
          path: 'batchSize',
          message: `${batchSize} messages of ${durationMs} ms each take ${(batchSize * durationMs) / 1000} s, over Lambda's ${lambdaQuotas.functionTimeout.value} s`,
          hint: `lower "batchSize" to ${Math.floor(longestMs / durationMs)}${longestMs / durationMs < 2 ? '' : ' or less'}, or choose "handlerParallelism" parallel`,
        };
  },
);

/** Every condition between answers, in the order in which they are reported. */
export const rules: readonly Rule[] = [
  ...impossiblePairs,
  distinctWorkers,
  budgetWithinQuota,
  reservationWithinPool,
  unitsForEachWorker,
  callsForEachWorker,
  callsForEachBatch,
  windowForLargeBatch,
  batchWithinTimeout,
];
