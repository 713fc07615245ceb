import type { FieldName, ServiceSpec } from './service-spec';

/** Two answers that AWS cannot combine. The second is the one to change. */
export interface ImpossiblePair {
  readonly answers: readonly [Answer, Answer];
  /** What stands against it, as AWS has it. */
  readonly reason: string;
  readonly hint: string;
}

type Answer = { readonly [K in FieldName]: { readonly field: K; readonly value: ServiceSpec[K] } }[FieldName];

/** Every pair that is refused, each with its reason. */
export const impossiblePairs: readonly ImpossiblePair[] = [
  {
    answers: [
      { field: 'api', value: 'rest-sqs' },
      { field: 'response', value: 'subscription' },
    ],
    reason: 'a REST API answers a request once and keeps no connection on which it could tell more',
    hint: 'choose "polling" or "fire-and-forget", or the api "graphql"',
  },
];
