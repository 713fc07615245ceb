import { callJson, type JsonAnswer, type JsonService } from '../services/aws-json';
import { MessageSender } from '../services/message-sender';
import { type QueryAnswer, sendByQuery } from '../services/sqs-query';

/** What goes beside the body that a request template rendered. */
export interface IntegrationRequest {
  /** Headers that the integration adds, by lower-case name; those of the caller are not passed on. */
  readonly headers: Readonly<Record<string, string>>;
  /** ARN of the role in whose name API Gateway calls; empty where there is none. */
  readonly role: string;
}

/** Sends what a request template rendered to the service that an integration names. */
export type CallService = (body: string, request: IntegrationRequest) => Promise<JsonAnswer>;

export interface LocalServices {
  readonly sqs: JsonService & { queueUrl(name: string): string };
  readonly dynamodb: JsonService;
  /** The GraphQL API of the stack, where it has one. */
  readonly graphql?: CallService;
}

/**
 * The service behind the URI of an integration: `…:sqs:path/<account>/<queue>` in the query protocol,
 * `…:dynamodb:action/<operation>`, or `…:<host prefix>.appsync-api:path/graphql`.
 *
 * @returns undefined for what is not there locally
 */
export function serviceOf(uri: string, { sqs, dynamodb, graphql }: LocalServices): CallService | undefined {
  const queue = /:sqs:path\/\d+\/([^/]+)$/.exec(uri)?.[1];
  if (queue !== undefined) {
    const sender = new MessageSender(sqs, sqs.queueUrl(queue));
    return async (body) => asJson(await sendByQuery(sender, body));
  }
  if (uri.endsWith('.appsync-api:path/graphql')) {
    return graphql;
  }
  const operation = /:dynamodb:action\/(\w+)$/.exec(uri)?.[1];
  return operation === undefined ? undefined : async (body) => callJson(dynamodb, operation, { body });
}

/** What API Gateway makes of the XML. */
function asJson(answer: QueryAnswer): JsonAnswer {
  const { status, requestId: RequestId } = answer;
  const body =
    'error' in answer
      ? { Error: answer.error, RequestId }
      : { SendMessageResponse: { SendMessageResult: answer.result, ResponseMetadata: { RequestId } } };
  return { status, body: JSON.stringify(body) };
}
