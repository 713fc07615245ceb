import fc from 'fast-check';
import { parseSpec } from '../src/spec/parse-spec';
import { serviceFields, type Answers, type ServiceSpec } from '../src/spec/service-spec';

/** The least that makes a valid service; tests perturb it. */
export const leastAnswers = { name: 'order-intake' } as const;

/** A valid spec: the least answers with some changed. */
export function specOf(changes: Answers = {}): ServiceSpec {
  const parsed = parseSpec({ ...leastAnswers, ...changes });
  if ('problems' in parsed) {
    throw new Error(`not a valid spec: ${JSON.stringify(parsed.problems)}`);
  }
  return parsed.spec;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const workerName = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('-'));
const workers = fc.uniqueArray(fc.record({ name: workerName, weight: fc.integer({ min: 1, max: 1000 }) }), {
  minLength: 1,
  maxLength: 6,
  selector: ({ name }) => name.replaceAll('-', ''),
});

type ChoiceField =
  'api' | 'auth' | 'response' | 'identityPool' | 'handlerParallelism' | 'reservation' | 'downstream' | 'packageManager';

const choiceOf = <K extends ChoiceField>(name: K) =>
  fc.constantFrom(...(Object.keys(serviceFields[name].choices ?? {}) as ServiceSpec[K][]));

const numbers = fc.record(
  {
    name: fc
      .tuple(fc.constantFrom(...letters), fc.stringMatching(/^[a-z0-9-]{2,39}$/))
      .map(([first, rest]) => first + rest),
    workers,
    peakRate: fc.integer({ min: 1, max: 1_000_000 }),
    durationMs: fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 900_000 })),
    handlerParallelism: choiceOf('handlerParallelism'),
    accountConcurrency: fc.constantFrom(10, 50, 100, 1000, 10_000, 100_000),
    unreservedFloor: fc.constantFrom(10, 50, 100),
    ownFunctionsConcurrency: fc.integer({ min: 0, max: 20 }),
    concurrencyBudget: fc.oneof(fc.integer({ min: 2, max: 200 }), fc.integer({ min: 2, max: 100_000 })),
    reservation: choiceOf('reservation'),
    batchSize: fc.integer({ min: 1, max: 10_000 }),
    batchWindowSeconds: fc.integer({ min: 0, max: 300 }),
    downstream: choiceOf('downstream'),
    downstreamConcurrency: fc.integer({ min: 1, max: 2000 }),
    region: fc.constantFrom('us-east-1', 'eu-west-1', 'il-central-1', 'us-gov-west-1'),
    domainName: fc.constantFrom('api.shop.example', 'x-1.example.co'),
    certificateArn: fc.constant('arn:aws:acm:us-east-1:111122223333:certificate/1a2b'),
    packageManager: choiceOf('packageManager'),
  },
  { requiredKeys: ['name'] },
);

type Numbers = typeof numbers extends fc.Arbitrary<infer T> ? T : never;

/** Brings numbers that exclude each other together: drawing until they happen to fit would take most of the time. */
function fitting(given: Numbers): Numbers {
  const { accountConcurrency = 1000, unreservedFloor = 100, durationMs = 200, batchSize, workers: some } = given;
  const few = some?.slice(0, Math.floor(accountConcurrency / 2));
  const count = few?.length ?? 1;
  const concurrencyBudget = Math.max(2 * count, Math.min(given.concurrencyBudget ?? 100, accountConcurrency));
  const { ownFunctionsConcurrency: own } = given;
  const isParallel = given.handlerParallelism === 'parallel';
  const longest = isParallel ? 10_000 : Math.max(1, Math.floor(900_000 / durationMs));
  const batch = batchSize === undefined ? {} : { batchSize: Math.min(batchSize, longest) };
  const calls = 2 * count * (isParallel ? (batch.batchSize ?? 1) : 1);
  const isReservable = concurrencyBudget <= accountConcurrency - unreservedFloor;
  return {
    ...given,
    ...(few && { workers: few }),
    ...(given.concurrencyBudget !== undefined || accountConcurrency < 100 || count > 50 ? { concurrencyBudget } : {}),
    ...batch,
    ...(own !== undefined && { ownFunctionsConcurrency: Math.min(own, concurrencyBudget - 2 * count) }),
    ...((batch.batchSize ?? 1) > 10 && given.batchWindowSeconds === 0 && { batchWindowSeconds: 1 }),
    ...(given.downstreamConcurrency !== undefined && {
      downstreamConcurrency: Math.max(calls, given.downstreamConcurrency),
    }),
    ...(given.reservation === 'reserve' && !isReservable && { reservation: 'cap-only' as const }),
  };
}

/** Only what belongs to a domain with mutual TLS, and only where there is one. */
function withoutForeignDomain({ domainName, certificateArn, ...rest }: Numbers, cell: Cell): Answers {
  const hasDomain = cell.auth === 'x509' && cell.api !== 'iot';
  const isInRegion = rest.region === undefined || rest.region === 'us-east-1';
  return {
    ...rest,
    ...(hasDomain && domainName !== undefined && { domainName }),
    ...(hasDomain && isInRegion && certificateArn !== undefined && { certificateArn }),
  };
}

/** Random specs that users could ask for. */
export const anySpec: fc.Arbitrary<ServiceSpec> = fc
  .tuple(fc.constantFrom(...legalCells()), numbers)
  .map(([cell, given]) => parseSpec({ ...withoutForeignDomain(fitting(given), cell), ...cell }))
  .filter((parsed) => 'spec' in parsed)
  .map((parsed) => parsed.spec);

/** A small service, and one with everything that any cell can have besides. */
const sizes = [{}, { workers: ['orders=2', 'audit'], downstream: 'http', handlerParallelism: 'parallel' }] as const;

/** Specs for every legal combination of the answers that choose layers, small and large. */
export function everyCombination(): ServiceSpec[] {
  return legalCells().flatMap((cell) => sizes.map((size) => specOf({ ...size, ...cell })));
}

interface Cell {
  readonly api: string;
  readonly auth: string;
  readonly response: string;
  readonly identityPool: string;
  readonly protocols: readonly string[] | undefined;
}

/** Every legal combination of the answers that choose layers. */
function legalCells(): Cell[] {
  const named = (name: ChoiceField) => Object.keys(serviceFields[name].choices ?? {});
  const protocols = [undefined, ...Object.keys(serviceFields.protocols.choices ?? {}).map((protocol) => [protocol])];
  const cells = named('api').flatMap((api) =>
    named('auth').flatMap((auth) =>
      named('response').flatMap((response) =>
        named('identityPool').flatMap((identityPool) =>
          protocols.map((given): Cell => ({ api, auth, response, identityPool, protocols: given })),
        ),
      ),
    ),
  );
  return cells.filter((cell) => 'spec' in parseSpec({ ...leastAnswers, ...cell }));
}
