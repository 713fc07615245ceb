type Operator = (actual: never, expected: never) => boolean;

/** @see https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html */
const operators: Readonly<Record<string, Operator>> = {
  eq: (actual: unknown, expected: unknown) => actual === expected,
  ne: (actual: unknown, expected: unknown) => actual !== expected,
  lt: (actual: number, expected: number) => actual < expected,
  le: (actual: number, expected: number) => actual <= expected,
  gt: (actual: number, expected: number) => actual > expected,
  ge: (actual: number, expected: number) => actual >= expected,
  beginsWith: (actual: string, expected: string) => String(actual).startsWith(expected),
  contains: (actual: string | unknown[], expected: string) => actual.includes(expected),
  notContains: (actual: string | unknown[], expected: string) => !actual.includes(expected),
  between: (actual: number, [least, most]: [number, number]) => actual >= least && actual <= most,
  in: (actual: unknown, expected: unknown[]) => expected.includes(actual),
  notIn: (actual: unknown, expected: unknown[]) => !expected.includes(actual),
};

interface Filter {
  readonly fieldName: string;
  readonly operator: string;
  readonly value: unknown;
}

/** One of the groups must hold, and in it every filter. */
export interface FilterGroups {
  readonly filterGroup: readonly { readonly filters: readonly Filter[] }[];
}

/** `util.transform.toSubscriptionFilter` for conditions that must all hold. */
export function toSubscriptionFilter(
  conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): FilterGroups {
  const filters = Object.entries(conditions).flatMap(([fieldName, condition]) =>
    Object.entries(condition).map(([operator, value]) => ({ fieldName, operator, value })),
  );
  const unknown = filters.find(({ operator }) => !Object.hasOwn(operators, operator));
  if (unknown) {
    throw new Error(`filter operator "${unknown.operator}" does not run locally`);
  }
  return { filterGroup: [{ filters }] };
}

/** Whether a publication is for a subscriber. A field that the mutation did not select is not there, and agrees with nothing. */
export function passes({ filterGroup }: FilterGroups, publication: Readonly<Record<string, unknown>>): boolean {
  return filterGroup.some(({ filters }) =>
    filters.every(({ fieldName, operator, value }) => {
      const actual = publication[fieldName];
      return actual !== undefined && actual !== null && operators[operator]!(actual as never, value as never);
    }),
  );
}
