import type { GraphQLSchema } from 'graphql';
import { type FilterGroups, passes } from './subscription-filter';

type Publication = Readonly<Record<string, unknown>>;

interface Subscriber {
  readonly fieldName: string;
  readonly filter: FilterGroups;
  readonly onPublished: (publication: Publication) => void;
}

/** Who waits for which mutation. */
export class Subscribers {
  private readonly subscribers = new Set<Subscriber>();
  /** Names of the subscription fields that a mutation feeds. */
  private readonly fedBy = new Map<string, string[]>();

  /** @param schema whose subscriptions name their mutations (`@aws_subscribe`) */
  constructor(schema: GraphQLSchema) {
    for (const { name, astNode } of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
      const directive = astNode?.directives?.find((it) => it.name.value === 'aws_subscribe');
      const value = directive?.arguments?.[0]?.value;
      const mutations = value?.kind === 'ListValue' ? value.values : [];
      for (const mutation of mutations) {
        if (mutation.kind === 'StringValue') {
          this.fedBy.set(mutation.value, [...(this.fedBy.get(mutation.value) ?? []), name]);
        }
      }
    }
  }

  /** @returns what ends it */
  add(fieldName: string, filter: FilterGroups, onPublished: Subscriber['onPublished']): () => void {
    const subscriber = { fieldName, filter, onPublished };
    this.subscribers.add(subscriber);
    return () => void this.subscribers.delete(subscriber);
  }

  /** @param mutation name of the field that was run */
  publish(mutation: string, publication: Publication): void {
    const fields = this.fedBy.get(mutation) ?? [];
    for (const { fieldName, filter, onPublished } of this.subscribers) {
      if (fields.includes(fieldName) && passes(filter, publication)) {
        onPublished(publication);
      }
    }
  }
}
