import type { DataSource } from './graphql-api';
import type { DynamodbValues } from './resolver-utilities';
import type { LocalServices } from '../rest/service-integrations';
import { call } from '../services/aws-json';
import { MessageSender } from '../services/message-sender';
import { type QueryAnswer, sendByQuery } from '../services/sqs-query';

/** What the `request` function of a resolver returned. */
export type DataSourceRequest = Readonly<Record<string, unknown>>;

/**
 * Asks a data source; becomes `ctx.result`. What it throws becomes `ctx.error`: an HTTP status other than a success does
 * not.
 */
export type AskDataSource = (request: DataSourceRequest) => Promise<unknown>;

export interface DataSourceParts {
  readonly services: LocalServices;
  readonly values: DynamodbValues;
  /** Is told of each message that SQS took. */
  readonly onSent: () => void;
}

export function dataSourceOf(source: DataSource, parts: DataSourceParts): AskDataSource {
  switch (source.type) {
    case 'NONE':
      return async ({ payload }) => payload;
    case 'HTTP':
      return async (request) => askSqs(source.endpoint, request, parts);
    case 'AMAZON_DYNAMODB':
      return async (request) => getItem(source.tableName, request, parts);
  }
}

/** SQS is the one HTTP endpoint that there is locally. The answer is XML, as SQS writes it. */
async function askSqs(endpoint: string, request: DataSourceRequest, { services: { sqs }, onSent }: DataSourceParts) {
  const { method, resourcePath, params } = request as { method: string; resourcePath: string; params?: HttpParams };
  const queue = /^\/\d+\/([^/?]+)$/.exec(resourcePath)?.[1];
  if (!new URL(endpoint).hostname.startsWith('sqs.') || method !== 'POST' || queue === undefined) {
    throw new Error(`${method} ${endpoint}${resourcePath} does not run locally; a POST to the path of a queue does`);
  }
  const answer = await sendByQuery(new MessageSender(sqs, sqs.queueUrl(queue)), params?.body ?? '');
  if ('result' in answer) {
    onSent();
  }
  return { statusCode: answer.status, headers: { 'content-type': 'text/xml' }, body: asXml(answer) };
}

interface HttpParams {
  readonly body?: string;
}

function asXml(answer: QueryAnswer): string {
  const id = element('RequestId', answer.requestId);
  return 'error' in answer
    ? element('ErrorResponse', element('Error', elements(answer.error)) + id)
    : element(
        'SendMessageResponse',
        element('SendMessageResult', elements(answer.result)) + element('ResponseMetadata', id),
      );
}

function elements(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => element(name, String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;')))
    .join('');
}

function element(name: string, contents: string): string {
  return `<${name}>${contents}</${name}>`;
}

async function getItem(TableName: string, request: DataSourceRequest, { services, values }: DataSourceParts) {
  const { operation, key: Key, consistentRead: ConsistentRead = false } = request;
  if (operation !== 'GetItem') {
    throw new Error(`${String(operation)} on table ${TableName} does not run locally; GetItem does`);
  }
  const input = { TableName, Key, ConsistentRead };
  const { Item } = await call<{ Item?: object }>(services.dynamodb, 'GetItem', { input });
  return Item === undefined ? null : values.unmarshall(Item);
}
