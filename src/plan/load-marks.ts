import type { ConcurrencyPlan, WorkerPlan } from './concurrency-plan';
import type { LoadMark, LoadPrediction, LoadProfileName, WorkerPrediction } from './load-profile';
import { batchMs } from './messages-at-once';
import { shown } from './shown';
import type { ServiceSpec } from '../spec/service-spec';

/** How far a measurement may lie from the prediction. */
const tolerance = 0.2;
const acceptableShare = 0.999;
/** How much less than planned is sent where load engines take whole messages in each second of a rising rate. */
const sendingTolerance = 0.1;
/** Milliseconds until a caller knows that its message is in the queue. */
const acceptanceMs = { p95: 300, p99: 1000 } as const;
/** Seconds that polling, a cold start and reading the metrics take, however idle the service is. */
const leastSeconds = 15;

/** What the marks of one profile follow from. */
export interface MarkBasis {
  readonly spec: ServiceSpec;
  readonly plan: ConcurrencyPlan;
  readonly profile: LoadProfileName;
  readonly prediction: LoadPrediction;
}

/** What a load test has to show. */
export function loadMarks(basis: MarkBasis): LoadMark[] {
  const { spec, plan, profile, prediction } = basis;
  const perWorker = plan.workers.flatMap((worker, index) => workerMarks(spec, worker, prediction.workers[index]!));
  return [
    messagesSent(prediction),
    acceptedShare(prediction),
    ...acceptanceMarks(),
    ...perWorker,
    accountHeadroom(spec, plan),
    ...(profile === 'burst' ? bendMarks(prediction) : []),
  ];
}

/** What was not sent in time has tested nothing, however well the rest went. */
function messagesSent({ offered }: LoadPrediction): LoadMark {
  return {
    id: 'messages-sent',
    comparison: 'at-least',
    limit: Math.floor(offered * (1 - sendingTolerance)),
    unit: 'messages sent in time',
    why: `planned: ${offered}; a tenth less is tolerated`,
  };
}

function acceptedShare({ offered, accepted }: LoadPrediction): LoadMark {
  const share = offered > 0 ? accepted / offered : 1;
  const isRefusing = share < acceptableShare;
  return {
    id: 'accepted-share',
    comparison: 'at-least',
    limit: isRefusing ? Number((share * (1 - tolerance)).toPrecision(3)) : acceptableShare,
    unit: 'of the messages sent',
    why: isRefusing
      ? `the throttle is predicted to let ${shown(100 * share)} % in; a fifth less is tolerated`
      : 'Spillway convention: all but one in a thousand, where the throttle refuses none',
  };
}

function acceptanceMarks(): LoadMark[] {
  const why = 'Spillway convention: a caller only waits until its message is in the queue';
  return [
    { id: 'acceptance-p95', comparison: 'at-most', limit: acceptanceMs.p95, unit: 'ms', why },
    { id: 'acceptance-p99', comparison: 'at-most', limit: acceptanceMs.p99, unit: 'ms', why },
  ];
}

/** A mark of one worker, in which something is not to be exceeded. */
type WorkerMark = Omit<LoadMark, 'worker' | 'comparison'>;

function workerMarks(spec: ServiceSpec, worker: WorkerPlan, prediction: WorkerPrediction): LoadMark[] {
  return [...messageMarks(), ...timeMarks(spec, worker, prediction), ...concurrencyMarks(worker)].map((mark) => ({
    ...mark,
    worker: worker.name,
    comparison: 'at-most',
  }));
}

function messageMarks(): WorkerMark[] {
  const unit = 'messages';
  return [
    {
      id: 'processed-exactly-once',
      limit: 0,
      unit,
      why: 'every accepted message is processed once, or lies in the dead-letter queue',
    },
    { id: 'dead-letters', limit: 0, unit, why: 'the handler takes every message of the load test' },
  ];
}

function timeMarks(spec: ServiceSpec, worker: WorkerPlan, prediction: WorkerPrediction): WorkerMark[] {
  const { batchSize, batchWindowSeconds } = worker;
  const floor = Math.ceil(leastSeconds + batchWindowSeconds + (2 * batchMs(spec, batchSize)) / 1000);
  return [
    { id: 'oldest-message-age', ...withinFifth(prediction.oldestAgeSeconds, floor) },
    { id: 'drain-time', ...withinFifth(prediction.drainSeconds, floor) },
  ];
}

function concurrencyMarks({ maximumConcurrency, reservedConcurrency }: WorkerPlan): WorkerMark[] {
  return [
    {
      id: 'throttles',
      limit: 0,
      unit: 'invocations',
      why:
        reservedConcurrency === undefined
          ? 'the event source stays below the unreserved pool of the account'
          : `the event source runs ${maximumConcurrency} batches at most, and ${reservedConcurrency} units are reserved`,
    },
    {
      id: 'maximum-concurrency',
      limit: maximumConcurrency,
      unit: 'concurrent batches',
      why: 'maximum concurrency of the event source',
    },
  ];
}

/** @param floor seconds below which a difference says nothing */
function withinFifth(predicted: number, floor: number): Pick<LoadMark, 'limit' | 'unit' | 'why'> {
  const limit = Math.ceil(predicted * (1 + tolerance));
  return limit > floor
    ? { limit, unit: 'seconds', why: `predicted: ${shown(predicted)} s; a fifth more is tolerated` }
    : {
        limit: floor,
        unit: 'seconds',
        why: `predicted: ${shown(predicted)} s; Spillway convention: ${leastSeconds} s, the batching window and two batches are always granted`,
      };
}

function accountHeadroom(spec: ServiceSpec, plan: ConcurrencyPlan): LoadMark {
  const { accountConcurrency, totals } = plan;
  const { ownFunctionsConcurrency: own } = spec;
  const isReserved = totals.reserved > 0;
  const taken = isReserved ? totals.reserved : totals.maximum;
  const parts = [`${accountConcurrency} of the account`, `${taken} ${isReserved ? 'reserved' : 'at most in use'}`];
  return {
    id: 'account-headroom',
    comparison: 'at-least',
    limit: Math.max(0, accountConcurrency - taken - own),
    unit: 'concurrent executions',
    why: [...parts, ...(own > 0 ? [`${own} for functions of your own`] : [])].join(' less '),
  };
}

/** A burst that nothing bends has not tested what it is for. */
function bendMarks({ refused, workers }: LoadPrediction): LoadMark[] {
  const bend = (predicted: number, unit: string) => ({
    id: 'bends-as-predicted' as const,
    comparison: 'at-least' as const,
    limit: Math.max(1, Math.floor(predicted * (1 - tolerance))),
    unit,
    why: `predicted: ${shown(predicted)}; a fifth less is tolerated`,
  });
  return refused > 0
    ? [bend(refused, 'messages refused')]
    : workers
        .filter(({ backlogAtEnd }) => backlogAtEnd > 0)
        .map(({ name, backlogAtEnd }) => ({ ...bend(backlogAtEnd, 'messages waiting at the end'), worker: name }));
}
