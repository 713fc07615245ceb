import type { LedgerEntry } from './ledger';
import type { Problem } from '../errors';
import { newerManifest } from '../manifest';
import { rangeOf, type Field } from '../spec/field';
import { isRecord } from '../spec/parse-spec';
import { quote } from '../spec/quote';
import { serviceFields } from '../spec/service-spec';

/** What a manifest says of its service, wherever that lies. */
export type ManifestNumbers = Omit<LedgerEntry, 'directory' | 'account'>;

export type ParsedManifest =
  { readonly numbers: ManifestNumbers } | { readonly problems: readonly Pick<Problem, 'code' | 'message' | 'hint'>[] };

interface Expectation {
  readonly at: readonly [string, ...string[]];
  readonly isValid: (value: unknown) => boolean;
  readonly wanted: string;
}

const writeAnew = 'run "npx projen" in the project, which writes it anew';

/** All that the ledger takes from a manifest. The rest is not looked at, so that later fields disturb nobody. */
const expectations = {
  name: answer(['spec', 'name'], serviceFields.name, 'the name of a service'),
  region: answer(['spec', 'region'], serviceFields.region, 'the name of an AWS Region'),
  accountConcurrency: answer(['plan', 'accountConcurrency'], serviceFields.accountConcurrency),
  unreservedFloor: answer(['plan', 'unreservedFloor'], serviceFields.unreservedFloor),
  reservation: {
    at: ['plan', 'reservation'],
    isValid: (value) => value === 'reserve' || value === 'cap-only',
    wanted: '"reserve" or "cap-only"',
  },
  reserved: units(['plan', 'totals', 'reserved']),
  maximum: units(['plan', 'totals', 'maximum']),
} as const satisfies Record<keyof ManifestNumbers, Expectation>;

/**
 * Takes from a manifest what the ledger adds up, or says everything that is wrong with it.
 *
 * @param manifest anything: whoever may change a service may have changed its manifest
 * @param spillwayVersion of the program that reads
 */
export function parseManifest(manifest: unknown, spillwayVersion: string): ParsedManifest {
  if (!isRecord(manifest)) {
    return { problems: [invalid(`${quote(manifest)} is not a manifest`)] };
  }
  const newer = newerManifest(manifest, spillwayVersion);
  if (newer) {
    return { problems: [{ ...newer, hint: 'run the ledger with the latest Spillway that any of the services uses' }] };
  }
  const values = Object.entries(expectations).map(([key, { at }]) => [key, valueAt(manifest, at)] as const);
  const problems = values.flatMap(([key, value]) => {
    const { at, isValid, wanted }: Expectation = expectations[key as keyof ManifestNumbers];
    return isValid(value) ? [] : [invalid(`"${at.join('.')}" is ${quote(value)}, not ${wanted}`)];
  });
  const numbers = Object.fromEntries(values) as unknown as ManifestNumbers;
  if (problems.length === 0 && numbers.reservation === 'cap-only' && numbers.reserved > 0) {
    problems.push(invalid(`"plan.totals.reserved" is ${numbers.reserved}, although "plan.reservation" is "cap-only"`));
  }
  return problems.length > 0 ? { problems } : { numbers };
}

/** @param wanted in words; for numbers, the field's range */
function answer(at: Expectation['at'], field: Field, wanted = inRange(field)): Expectation {
  return { at, isValid: (value) => value !== undefined && field.schema.safeParse(value).success, wanted };
}

/** Concurrency that a plan hands out: at most what a budget can be. */
function units(at: Expectation['at']): Expectation {
  const { maximum } = rangeOf(serviceFields.concurrencyBudget)!;
  const isValid = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= maximum;
  return { at, isValid, wanted: `a whole number from 0 to ${maximum}` };
}

function inRange(field: Field): string {
  const { minimum, maximum } = rangeOf(field)!;
  return `a whole number from ${minimum} to ${maximum}`;
}

function valueAt(record: unknown, [key, ...rest]: readonly [string, ...string[]]): unknown {
  const value = isRecord(record) && Object.hasOwn(record, key) ? record[key] : undefined;
  const [next, ...after] = rest;
  return next === undefined ? value : valueAt(value, [next, ...after]);
}

function invalid(message: string): Pick<Problem, 'code' | 'message' | 'hint'> {
  return { code: 'invalid-manifest', message, hint: writeAnew };
}
