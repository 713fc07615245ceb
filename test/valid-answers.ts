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

type ChoiceField = 'api' | 'auth' | 'response' | 'identityPool' | 'reservation' | 'downstream' | 'packageManager';

const choiceOf = <K extends ChoiceField>(name: K) =>
  fc.constantFrom(...(Object.keys(serviceFields[name].choices ?? {}) as ServiceSpec[K][]));

const answers = fc.record(
  {
    name: fc
      .tuple(fc.constantFrom(...letters), fc.stringMatching(/^[a-z0-9-]{2,39}$/))
      .map(([first, rest]) => first + rest),
    api: choiceOf('api'),
    auth: choiceOf('auth'),
    response: choiceOf('response'),
    protocols: fc.subarray(Object.keys(serviceFields.protocols.choices ?? {}), { minLength: 1 }),
    identityPool: choiceOf('identityPool'),
    workers,
    peakRate: fc.integer({ min: 1, max: 1_000_000 }),
    durationMs: fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 900_000 })),
    accountConcurrency: fc.constantFrom(10, 50, 100, 1000, 10_000, 100_000),
    unreservedFloor: fc.constantFrom(0, 10, 50, 100),
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

/** Random specs that users could ask for. */
export const anySpec: fc.Arbitrary<ServiceSpec> = answers
  .map((given) => parseSpec(given))
  .filter((parsed) => 'spec' in parsed)
  .map((parsed) => parsed.spec);

/** A small service, and one with everything that any cell can have besides. */
const sizes = [{}, { workers: ['orders=2', 'audit'], downstream: 'http' }] as const;

/** Specs for every legal combination of the answers that choose layers, small and large. */
export function everyCombination(): ServiceSpec[] {
  const named = (name: ChoiceField) => Object.keys(serviceFields[name].choices ?? {});
  const protocols = [undefined, ...Object.keys(serviceFields.protocols.choices ?? {}).map((protocol) => [protocol])];
  const combinations = named('api').flatMap((api) =>
    named('auth').flatMap((auth) =>
      named('response').flatMap((response) =>
        named('identityPool').flatMap((identityPool) =>
          protocols.map((given) => ({ api, auth, response, identityPool, protocols: given })),
        ),
      ),
    ),
  );
  return combinations.flatMap((combination) =>
    sizes.flatMap((size) => {
      const parsed = parseSpec({ ...leastAnswers, ...size, ...combination });
      return 'spec' in parsed ? [parsed.spec] : [];
    }),
  );
}
