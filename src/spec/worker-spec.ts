import { z } from './zod';

/** One worker: a queue, its dead-letter queue and the function that reads it. */
export interface WorkerSpec {
  /** 1 to 24 of a-z, 0-9 and single hyphens, beginning with a letter. */
  readonly name: string;
  /** Its share of the budget and of the traffic, relative to the other workers' weights. */
  readonly weight: number;
}

const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const longestName = 24;
const heaviest = 1000;
/**
 * A stack takes 500 resources (`cloudFormationQuotas`). Measured by Spillway: the largest cell needs 17, and 21 for each
 * worker, so 20 workers stay below it and leave 63 for what the user adds.
 */
export const mostWorkers = 20;

const nameSchema = z
  .string()
  .max(longestName)
  .regex(namePattern, `1 to ${longestName} of a-z, 0-9 and single hyphens, beginning with a letter`);
const weightSchema = z.number().int().min(1).max(heaviest);

/** `name` or `name=weight`, as flags and projen options give it. */
const textSchema = z.string().transform((text, context): WorkerSpec => {
  const [name = '', weight = '1', ...rest] = text.split('=');
  const parsedName = nameSchema.safeParse(name);
  const parsedWeight = weightSchema.safeParse(/^\d+$/.test(weight) ? Number(weight) : Number.NaN);
  if (parsedName.success && parsedWeight.success && rest.length === 0) {
    return { name: parsedName.data, weight: parsedWeight.data };
  }
  context.addIssue({
    code: 'custom',
    message: parsedName.success
      ? `name=weight with a whole weight from 1 to ${heaviest}`
      : `a name of 1 to ${longestName} of a-z, 0-9 and single hyphens, beginning with a letter`,
  });
  return z.NEVER;
});

const objectSchema = z.strictObject({ name: nameSchema, weight: weightSchema.default(1) });

/** One to `mostWorkers` workers, each as text or as an object. */
export const workersSchema = z
  .array(z.union([textSchema, objectSchema]))
  .min(1)
  .max(mostWorkers);

/** What a worker is called in code and in CloudFormation outputs: `order-events` becomes `OrderEvents`. */
export function pascalName(worker: Pick<WorkerSpec, 'name'>): string {
  return worker.name.replace(/(^|-)([a-z0-9])/g, (_match, _hyphen: string, first: string) => first.toUpperCase());
}

/** `name=weight`, the form that flags and projen options take. */
export function workerText(worker: WorkerSpec): string {
  return worker.weight === 1 ? worker.name : `${worker.name}=${worker.weight}`;
}
