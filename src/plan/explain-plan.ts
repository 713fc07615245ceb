import type { ConcurrencyPlan, Derivation } from './concurrency-plan';

/** One number of the plan and why it is what it is. */
export interface Explanation {
  /** Path of the number within the plan. */
  readonly path: string;
  readonly value: number;
  /** The formula with its inputs filled in. */
  readonly why: string;
  readonly source: string;
}

/** Every derived number of the plan with its arithmetic, in the order of the derivations. */
export function explainPlan(plan: ConcurrencyPlan): Explanation[] {
  return plan.derivations.map((derivation) => explain(derivation, numberAt(plan, derivation.value)));
}

/** @param value the number that came about this way */
export function explain(derivation: Derivation, value: number): Explanation {
  return { path: derivation.value, value, why: why(derivation), source: derivation.source };
}

/** The number that a derivation's path names. */
export function numberAt(plan: ConcurrencyPlan, path: string): number {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  return (holderAt(plan, keys) as Record<string, number>)[last]!;
}

function holderAt(plan: ConcurrencyPlan, [room, list, minutes]: readonly string[]): object | undefined {
  if (room === 'workers') {
    return plan.workers.find(({ name }) => name === list);
  }
  if (room === 'peak' && list === 'after') {
    return plan.peak.after.find((moment) => moment.minutes === Number(minutes));
  }
  return plan[room as 'api' | 'totals' | 'peak'];
}

function why({ formula, inputs }: Derivation): string {
  const filled = Object.entries(inputs).map(([name, value]) => `${name} ${value}`);
  return filled.length > 0 ? `${formula} (${filled.join(', ')})` : formula;
}
