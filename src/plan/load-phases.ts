import { postLimits } from './api-limits';
import type { ConcurrencyPlan, WorkerPlan } from './concurrency-plan';
import type { LoadPhase, LoadProfileName } from './load-profile';
import { batchMs } from './messages-at-once';
import { secondsToReach } from './ramp';
import { total } from './share-budget';
import { rampOfWorker, rounded } from './worker-demand';
import { frontDoorThrottle } from '../spec/front-door-throttle';
import type { ServiceSpec } from '../spec/service-spec';

type Numbers = Pick<ConcurrencyPlan, 'workers' | 'api'>;

/**
 * Requests that a load test reads with, for each message that it sends, where callers ask for the outcome. The hooks of
 * the written load test keep to it; behind a throttle that messages and reads share, it is what the messages leave over.
 */
export const readsPerMessage = 0.1;

/** Lengths are Spillway conventions, in seconds. */
const smokeSeconds = 30;
const holdSeconds = 120;
const peakSeconds = 120;
const beyondSeconds = 60;
const burstHoldSeconds = 30;
const soakSeconds = 3600;
const shortestRiseSeconds = 10;
const slowestChangingRate = 10;

/** How far beyond the sustainable rate a burst goes: enough to bend a service that is faster than its answers say. */
const burstFactor = 2;
const soakShare = 0.7;
/** Messages of a smoke test that each worker gets, where the service is fast enough. */
const smokeMessages = 5;

/** A worker's share of all messages. */
export function shareOf({ workers }: Numbers, { weight }: Pick<WorkerPlan, 'weight'>): number {
  return weight / total(workers.map((worker) => worker.weight));
}

/** What lets a worker's messages in, in messages. */
export interface LoadThrottle {
  readonly ratePerSecond: number;
  /** Size of the token bucket. */
  readonly burst: number;
}

/**
 * The throttle before a worker's queue: that of its own method, or its share of the one that serves all workers, and never
 * more than its share of what the Region grants. Undefined where nothing throttles but the account.
 */
export function throttleOf(spec: ServiceSpec, plan: Numbers, worker: WorkerPlan): LoadThrottle | undefined {
  const region = frontDoorThrottle(spec);
  const share = shareOf(plan, worker);
  const own = postLimits(spec, worker)?.limits;
  const sharedByReads = spec.response === 'polling' ? 1 + readsPerMessage : 1;
  const whole = plan.api && {
    rateLimit: (plan.api.rateLimit * share) / sharedByReads,
    burstLimit: (plan.api.burstLimit * share) / sharedByReads,
  };
  const limits = own ?? whole;
  return (
    region &&
    limits && {
      ratePerSecond: Math.min(limits.rateLimit, region.rate.value * share),
      burst: Math.min(limits.burstLimit, region.burst.value * share),
    }
  );
}

/** Messages per second, shared by weight, that the throttle lets in and every worker keeps up with. */
export function sustainedRate(spec: ServiceSpec, plan: Numbers): number {
  const rates = plan.workers.map((worker) => {
    const throttle = throttleOf(spec, plan, worker)?.ratePerSecond ?? Infinity;
    return Math.min(worker.sustainableRatePerSecond, throttle) / shareOf(plan, worker);
  });
  return roundedDown(Math.min(...rates));
}

/** The phases of each load test. */
export function loadPhases(spec: ServiceSpec, plan: Numbers): Record<LoadProfileName, readonly LoadPhase[]> {
  const sustained = sustainedRate(spec, plan);
  const batchSeconds = batchMs(spec, plan.workers[0]!.batchSize) / 1000;
  const rising = { spec, plan };
  const soaked = roundedDown(sustained * soakShare);
  const soakRise = rise(rising, soaked);
  return {
    smoke: [smoke(plan, sustained)],
    sustained: [rise(rising, sustained), hold('hold', sustained, Math.max(holdSeconds, 3 * batchSeconds))],
    peak: [hold('peak', spec.peakRate, Math.max(peakSeconds, 3 * batchSeconds))],
    burst: [
      rise(rising, sustained),
      between({ name: 'beyond', start: sustained, end: burstFactor * sustained, seconds: beyondSeconds }),
      hold('hold', burstFactor * sustained, Math.max(burstHoldSeconds, batchSeconds)),
    ],
    soak: [soakRise, hold('hold', soaked, soakSeconds - soakRise.durationSeconds)],
  };
}

/** As slow as it can be with some messages for the worker that gets the fewest. */
function smoke(plan: Numbers, sustained: number): LoadPhase {
  const least = Math.min(...plan.workers.map((worker) => shareOf(plan, worker)));
  const rate = Math.min(sustained, Math.ceil(Math.max(1, smokeMessages / smokeSeconds / least)));
  // a service of minutes a message gets one for each worker, however long that takes
  const seconds = Math.ceil(Math.max(smokeSeconds, Math.min(soakSeconds, 1 / (rate * least))));
  return hold('steady', rate, seconds);
}

/** Rises no faster than the event sources do, so that nothing waits because of the ramp alone. */
function rise({ spec, plan }: { readonly spec: ServiceSpec; readonly plan: Numbers }, end: number): LoadPhase {
  const ramps = plan.workers.map((worker) => ({ ramp: rampOfWorker(spec, worker), share: shareOf(plan, worker) }));
  const starts = ramps.map(({ ramp, share }) => (ramp.start * ramp.ratePerUnit) / share);
  const seconds = ramps.map(({ ramp, share }) =>
    secondsToReach(ramp, Math.min(ramp.ceiling, (end * share) / ramp.ratePerUnit)),
  );
  const start = roundedDown(Math.min(end / 2, ...starts));
  return between({ name: 'rise', start, end, seconds: Math.max(shortestRiseSeconds, ...seconds) });
}

interface Change {
  readonly name: string;
  /** Messages per second. */
  readonly start: number;
  readonly end: number;
  readonly seconds: number;
}

/** Load engines send whole messages in each second of a changing rate, so a slow one stays in the middle instead. */
function between({ name, start, end, seconds }: Change): LoadPhase {
  return end < slowestChangingRate
    ? hold(name, rounded((start + end) / 2), seconds)
    : { name, durationSeconds: Math.ceil(seconds), startRatePerSecond: start, endRatePerSecond: end };
}

function hold(name: string, rate: number, seconds: number): LoadPhase {
  return { name, durationSeconds: Math.ceil(seconds), startRatePerSecond: rate, endRatePerSecond: rate };
}

/** Whole messages from a hundred a second, otherwise three digits: what load engines and readers take. */
function roundedDown(rate: number): number {
  const digit = 10 ** Math.max(0, 2 - Math.floor(Math.log10(rate)));
  return Math.floor(Number((rate * digit).toPrecision(12))) / digit;
}
