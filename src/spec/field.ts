import { z } from './zod';

/** What stands for an answer that nobody gave: a value, or one that follows from the answers before it. */
export type Fallback = FallbackValue | ((before: Readonly<Record<string, unknown>>) => FallbackValue | undefined);
type FallbackValue = string | number | readonly string[];

/** One question about the service: what makes an answer valid, and how each route asks for it. */
export interface Field<T extends z.ZodType = z.ZodType> {
  readonly schema: T;
  /** Long option of the command line, without dashes. */
  readonly flag: string;
  /** What stands for the value in `--help`; absent for choices, which list themselves. */
  readonly valueName?: string;
  /** The question, as a prompt puts it. */
  readonly question: string;
  /** One line that says what the answer changes. */
  readonly help: string;
  /** What each choice means, one line each, in the order shown. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Enum of the public API that has the choices as its members; what a written `.projenrc.ts` names. */
  readonly enumName?: string;
  /** May be given several times on the command line. */
  readonly repeatable?: boolean;
  /** Without it, an interactive session settles for the default. */
  readonly asked?: boolean;
  /** Absent where the plan derives the value or the caller must give it. */
  readonly fallback?: Fallback;
  /** How the fallback follows from other answers, in words; for fallbacks that do. */
  readonly fallbackRule?: string;
}

/** Keeps the schema's type, so that the spec's type follows from the list of fields. */
export function field<T extends z.ZodType>(definition: Field<T>): Field<T> {
  return definition;
}

/** A choice among named values, each explained in one line. */
export function choice<const K extends string>(
  choices: Readonly<Record<K, string>>,
  definition: Omit<Field, 'schema' | 'choices' | 'enumName'> & { readonly enumName: string },
): Field<z.ZodEnum<{ [P in K]: P }>> {
  const schema = z.enum(Object.keys(choices) as [K, ...K[]]) as z.ZodEnum<{ [P in K]: P }>;
  return { ...definition, schema, choices };
}

/** Several among named values, each explained in one line; kept once each and in the order shown. */
export function severalChoices<const K extends string>(
  named: Readonly<Record<K, string>>,
  definition: Omit<Field, 'schema' | 'choices' | 'enumName' | 'repeatable'> & { readonly enumName: string },
): Field<z.ZodOptional<z.ZodType<readonly K[]>>> {
  const names = Object.keys(named) as [K, ...K[]];
  const schema = z
    .array(z.enum(names))
    .min(1)
    .transform((given): readonly K[] => names.filter((name) => (given as readonly K[]).includes(name)));
  return { ...definition, schema: schema.optional(), choices: named, repeatable: true };
}

/** What a field falls back to, given the answers before it. */
export function fallbackOf({ fallback }: Field, before: Readonly<Record<string, unknown>>): unknown {
  return typeof fallback === 'function' ? fallback(before) : fallback;
}

/** A whole number between two limits, both included. */
export function whole(minimum: number, maximum: number): z.ZodNumber {
  return z.number().int().min(minimum).max(maximum);
}

/** How an answer is given: one or several of named values, several values, a whole number or a line of text. */
export type FieldKind = 'choice' | 'choices' | 'list' | 'whole' | 'text';

/** How a field's answer is given, from what the field says of itself. */
export function kindOf(definition: Field): FieldKind {
  if (definition.choices) {
    return definition.repeatable ? 'choices' : 'choice';
  }
  if (definition.repeatable) {
    return 'list';
  }
  return rangeOf(definition) ? 'whole' : 'text';
}

/** Limits of a whole number, both included; undefined for other kinds. */
export function rangeOf({ schema }: Field): { readonly minimum: number; readonly maximum: number } | undefined {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodNumber ? { minimum: inner.minValue!, maximum: inner.maxValue! } : undefined;
}

/** The flag's name in camelCase, as parsers of command lines spell it: `peak-rate` becomes `peakRate`. */
export function flagKey({ flag }: Pick<Field, 'flag'>): string {
  return flag.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
