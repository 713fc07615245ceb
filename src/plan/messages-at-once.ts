import type { ServiceSpec } from '../spec/service-spec';

/**
 * Messages that one batch has in hand at once, which is also its calls at once to whatever lies behind the workers: one
 * where they are handled one after another, otherwise all of them.
 */
export function messagesAtOnce({ handlerParallelism }: ServiceSpec, batchSize: number): number {
  return handlerParallelism === 'parallel' ? batchSize : 1;
}

/** Milliseconds that a full batch takes at the 95th percentile of its messages. */
export function batchMs(spec: ServiceSpec, batchSize: number): number {
  return (spec.durationMs * batchSize) / messagesAtOnce(spec, batchSize);
}

/** Messages per second that a unit of concurrency finishes when its batches are full. */
export function ratePerUnit(spec: ServiceSpec, batchSize: number): number {
  return (1000 * messagesAtOnce(spec, batchSize)) / spec.durationMs;
}
