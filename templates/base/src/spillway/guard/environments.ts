import type { SynthesizedApp, SynthesizedFunction } from './synthesized-app';

/** Functions that may run in one account and Region, whose concurrency they share. */
export interface Environment {
  readonly name: string;
  readonly functions: readonly SynthesizedFunction[];
}

/**
 * A stack that names no account or Region may go to any, since nothing tells where it goes: its functions count wherever
 * others do.
 */
export function environmentsOf({ functions }: SynthesizedApp): Environment[] {
  const accounts = namedOnes(functions.map(({ account }) => account));
  const regions = namedOnes(functions.map(({ region }) => region));
  const together = accounts.flatMap((account) =>
    regions.map((region) => functions.filter((it) => mayBe(it.account, account) && mayBe(it.region, region))),
  );
  return together
    .filter((some, index) => !together.some((others, other) => other !== index && covers(others, some, other < index)))
    .map((some) => ({ name: nameOf(some), functions: some }));
}

/** The distinct values; one unknown when there is none. */
function namedOnes(values: readonly (string | undefined)[]): (string | undefined)[] {
  const named = new Set(values.filter((value) => value !== undefined));
  return named.size > 0 ? [...named] : [undefined];
}

function mayBe(value: string | undefined, other: string | undefined): boolean {
  return value === undefined || value === other;
}

/** Whether one of two sets says nothing that the other does not; of two equal ones, the first stays. */
function covers(
  others: readonly SynthesizedFunction[],
  some: readonly SynthesizedFunction[],
  isFirst: boolean,
): boolean {
  return some.every((it) => others.includes(it)) && (isFirst || others.length > some.length);
}

function nameOf(functions: readonly SynthesizedFunction[]): string {
  const [account = 'unknown-account'] = namedOnes(functions.map((it) => it.account));
  const [region = 'unknown-region'] = namedOnes(functions.map((it) => it.region));
  return `aws://${account}/${region}`;
}
