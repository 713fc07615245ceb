import type { ConcurrencyPlan, WorkerPlan } from './concurrency-plan';
import { shareOf, throttleOf, type LoadThrottle } from './load-phases';
import type { LoadPhase, LoadPrediction, WorkerPrediction } from './load-profile';
import { capacityUntil, concurrencyAt, drainSeconds, type Ramp } from './ramp';
import { total } from './share-budget';
import { rampOfWorker, rounded } from './worker-demand';
import type { ServiceSpec } from '../spec/service-spec';

/** Steps of time, in seconds; longer where a phase lasts. Rates within one are taken as constant. */
const stepSeconds = 0.1;
const mostSteps = 3000;
/** Parts of a message that are noise of binary fractions, not backlog. */
const leastMessages = 1e-6;

type Numbers = Pick<ConcurrencyPlan, 'workers' | 'api'>;

/** What the plan expects of a load test: messages as a fluid, each of which takes as long as the answers say. */
export function predictLoad(spec: ServiceSpec, plan: Numbers, phases: readonly LoadPhase[]): LoadPrediction {
  const workers = plan.workers.map((worker) =>
    inWholeMessages(worker.name, flowThrough(phases, surroundingsOf(spec, plan, worker))),
  );
  const offered = total(workers.map((worker) => worker.offered));
  const accepted = total(workers.map((worker) => worker.accepted));
  return { offered, accepted, refused: offered - accepted, workers };
}

function surroundingsOf(spec: ServiceSpec, plan: Numbers, worker: WorkerPlan): Surroundings {
  return {
    share: shareOf(plan, worker),
    throttle: throttleOf(spec, plan, worker),
    ramp: rampOfWorker(spec, worker),
  };
}

function inWholeMessages(name: string, flow: QueueFlow): WorkerPrediction {
  return {
    name,
    offered: Math.round(flow.offered),
    accepted: Math.round(flow.accepted),
    backlogAtEnd: Math.round(flow.backlog),
    greatestBacklog: Math.round(flow.greatestBacklog),
    oldestAgeSeconds: rounded(flow.oldestAgeSeconds),
    drainSeconds: rounded(flow.drainSeconds),
    concurrency: Math.ceil(Number(flow.concurrency.toPrecision(12))),
  };
}

/** What stands around a queue. */
export interface Surroundings {
  /** Share of all messages that are for it, 0 to 1. */
  readonly share: number;
  readonly throttle: LoadThrottle | undefined;
  readonly ramp: Ramp;
}

/** A queue after the last message was sent; messages are fractions. */
export interface QueueFlow {
  offered: number;
  accepted: number;
  finished: number;
  backlog: number;
  greatestBacklog: number;
  /** Longest wait of a message that was accepted, until it is worked off. */
  oldestAgeSeconds: number;
  drainSeconds: number;
  concurrency: number;
  /** Seconds for which the event source has grown. */
  busySeconds: number;
}

/**
 * Lets the messages of a load test flow through one queue, in small steps. The event source grows as long as messages
 * wait, and keeps what it has grown to. First in, first out: a message waits until the backlog that it finds is worked off.
 */
export function flowThrough(phases: readonly LoadPhase[], { share, throttle, ramp }: Surroundings): QueueFlow {
  const flow: QueueFlow = {
    offered: 0,
    accepted: 0,
    finished: 0,
    backlog: 0,
    greatestBacklog: 0,
    oldestAgeSeconds: 0,
    drainSeconds: 0,
    concurrency: 0,
    busySeconds: 0,
  };
  let tokens = throttle?.burst ?? Infinity;
  for (const { seconds, ratePerSecond } of steps(phases)) {
    const offered = ratePerSecond * share * seconds;
    const available = tokens + (throttle?.ratePerSecond ?? 0) * seconds;
    const accepted = Math.min(offered, available);
    tokens = Math.min(throttle?.burst ?? Infinity, available - accepted);
    flow.offered += offered;
    workOff(flow, ramp, { accepted, seconds });
  }
  flow.drainSeconds = flow.backlog > 0 ? drainSeconds(ramp, flow.busySeconds, flow.backlog) : 0;
  return flow;
}

/** One step of one queue. */
function workOff(
  flow: QueueFlow,
  ramp: Ramp,
  { accepted, seconds }: { readonly accepted: number; readonly seconds: number },
): void {
  const waiting = flow.backlog + accepted;
  const grown = flow.busySeconds + seconds;
  const capacity = concurrencyAt(ramp, flow.busySeconds) * ramp.ratePerUnit * seconds;
  const isBusy = waiting - capacity > leastMessages;
  const finishable = isBusy ? capacityUntil(ramp, grown) - capacityUntil(ramp, flow.busySeconds) : capacity;
  flow.accepted += accepted;
  flow.backlog = waiting - finishable > leastMessages ? waiting - finishable : 0;
  flow.finished += waiting - flow.backlog;
  flow.busySeconds = isBusy ? grown : flow.busySeconds;
  flow.greatestBacklog = Math.max(flow.greatestBacklog, flow.backlog);
  const inUse = isBusy ? concurrencyAt(ramp, flow.busySeconds) : accepted / seconds / ramp.ratePerUnit;
  flow.concurrency = Math.max(flow.concurrency, inUse);
  if (flow.backlog > 0) {
    const wait = drainSeconds(ramp, flow.busySeconds, flow.backlog);
    flow.oldestAgeSeconds = Math.max(flow.oldestAgeSeconds, wait);
  }
}

/** Equal stretches of each phase, with the rate in the middle of each. */
function* steps(phases: readonly LoadPhase[]): Generator<{ seconds: number; ratePerSecond: number }> {
  for (const { durationSeconds, startRatePerSecond, endRatePerSecond } of phases) {
    const count = Math.min(mostSteps, Math.ceil(durationSeconds / stepSeconds));
    for (let step = 0; step < count; step += 1) {
      const part = (step + 0.5) / count;
      const ratePerSecond = startRatePerSecond + (endRatePerSecond - startRatePerSecond) * part;
      yield { seconds: durationSeconds / count, ratePerSecond };
    }
  }
}
