import type { SynthesizedApp, SynthesizedEventSource, SynthesizedFunction } from './synthesized-app';

/** Units of concurrency that a construct takes. */
export interface Claim {
  readonly path: string;
  readonly units: number;
}

export function queueSourcesOf(app: SynthesizedApp, handler: SynthesizedFunction): SynthesizedEventSource[] {
  return app.eventSources.filter((source) => source.function === handler);
}

/**
 * What a function takes: its reservation, else what its queues may send it at once, and at least what is provisioned, which
 * counts while it is idle too (lambda/latest/dg/provisioned-concurrency.html). A number that only the deployment knows counts
 * nothing.
 */
export function unitsOf(app: SynthesizedApp, handler: SynthesizedFunction): number {
  const { reservedConcurrency = maximumFromQueues(app, handler), provisionedConcurrency } = handler;
  return Math.max(reservedConcurrency || 0, provisionedConcurrency || 0);
}

/** What the queues of a function may send it at once; a queue without any limit counts nothing. */
export function maximumFromQueues(app: SynthesizedApp, handler: SynthesizedFunction): number {
  return sumOf(queueSourcesOf(app, handler).map(({ ceiling }) => ceiling ?? 0));
}

export function totalOf(claims: readonly Claim[]): number {
  return sumOf(claims.map(({ units }) => units));
}

export function listOf(claims: readonly Claim[]): string {
  return claims.map(({ path, units }) => `${path} ${units}`).join(', ');
}

/** Path of the innermost construct that holds all of them: the one to acknowledge what they do together. */
export function commonScope(claims: readonly Claim[]): string {
  const [first = [], ...others] = claims.map(({ path }) => path.split('/'));
  const length = first.findIndex((id, index) => others.some((other) => other[index] !== id));
  return first.slice(0, length < 0 ? undefined : length).join('/');
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
