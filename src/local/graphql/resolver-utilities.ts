import { randomUUID } from 'node:crypto';
import { type FilterGroups, toSubscriptionFilter } from './subscription-filter';
import { urlEncode } from '../rest/template-context';

/** A resolver ended the request with an error of its own making. */
export class ResolverRefusal extends Error {
  constructor(
    message: string,
    readonly errorType: string,
    readonly data: unknown = null,
    readonly errorInfo: unknown = null,
  ) {
    super(message);
  }
}

/** A resolver has its answer before the data source is asked. */
export class EarlyReturn {
  constructor(readonly value: unknown) {}
}

/** What one run of a resolver asks for beside its answer. */
export interface Wishes {
  /** The field, as `Not Authorized to access <field> on type <type>` names it. */
  readonly fieldName: string;
  readonly typeName: string;
  subscriptionFilter?: FilterGroups;
}

/** As much of `@aws-sdk/util-dynamodb` as is used. */
export interface DynamodbValues {
  convertToAttr(value: unknown): unknown;
  marshall(value: object): object;
  unmarshall(item: object): Record<string, unknown>;
}

/**
 * What a resolver gets for `@aws-appsync/utils`, whose package holds types alone.
 *
 * @param current what runs right now; resolvers never wait, so there is one at a time
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/resolver-util-reference-js.html
 */
export function resolverUtilities(values: DynamodbValues, current: () => Wishes): object {
  const util = {
    autoId: () => randomUUID(),
    base64Decode: (text: string) => Buffer.from(text, 'base64').toString(),
    base64Encode: (text: string) => Buffer.from(text).toString('base64'),
    urlDecode: (text: string) => decodeURIComponent(text.replaceAll('+', ' ')),
    urlEncode,
    error: (message: string, errorType = 'Custom', data?: unknown, errorInfo?: unknown) => {
      throw new ResolverRefusal(message, errorType, data, errorInfo);
    },
    unauthorized: () => {
      const { fieldName, typeName } = current();
      throw new ResolverRefusal(`Not Authorized to access ${fieldName} on type ${typeName}`, 'Unauthorized');
    },
    dynamodb: {
      toDynamoDB: (value: unknown) => values.convertToAttr(value),
      toMapValues: (value: object) => values.marshall(value),
    },
    time: {
      nowEpochMilliSeconds: () => Date.now(),
      nowEpochSeconds: () => Math.floor(Date.now() / 1000),
      nowISO8601: () => new Date().toISOString(),
    },
    transform: { toSubscriptionFilter },
  };
  const extensions = { setSubscriptionFilter: (filter: FilterGroups) => void (current().subscriptionFilter = filter) };
  const runtime = {
    earlyReturn: (value?: unknown) => {
      throw new EarlyReturn(value);
    },
  };
  return { util, extensions, runtime };
}
