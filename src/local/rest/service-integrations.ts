import { randomUUID } from 'node:crypto';
import { call, callJson, type JsonAnswer, type JsonService, ServiceError } from '../services/aws-json';

/** Sends what a request template rendered to the service that an integration names. */
export type CallService = (body: string) => Promise<JsonAnswer>;

export interface LocalServices {
  readonly sqs: JsonService & { queueUrl(name: string): string };
  readonly dynamodb: JsonService;
}

/**
 * The service behind the URI of an integration: `…:sqs:path/<account>/<queue>` in the query protocol, or
 * `…:dynamodb:action/<operation>`.
 *
 * @returns undefined for what is not there locally
 */
export function serviceOf(uri: string, { sqs, dynamodb }: LocalServices): CallService | undefined {
  const queue = /:sqs:path\/\d+\/([^/]+)$/.exec(uri)?.[1];
  if (queue !== undefined) {
    return async (body) => sendByQuery(sqs, sqs.queueUrl(queue), body);
  }
  const operation = /:dynamodb:action\/(\w+)$/.exec(uri)?.[1];
  return operation === undefined ? undefined : async (body) => callJson(dynamodb, operation, { body });
}

/**
 * SendMessage as a form, which the local SQS would take for something else and lose: it is translated, and so is the
 * answer, into what API Gateway makes of the XML.
 */
async function sendByQuery(sqs: JsonService, QueueUrl: string, form: string): Promise<JsonAnswer> {
  const fields = new URLSearchParams(form);
  if (fields.get('Action') !== 'SendMessage') {
    return refusal(new ServiceError(400, 'InvalidAction', `action ${fields.get('Action')} is not known here`));
  }
  const input = {
    QueueUrl,
    MessageBody: fields.get('MessageBody') ?? '',
    MessageAttributes: attributesOf(fields),
    ...(fields.has('DelaySeconds') ? { DelaySeconds: Number(fields.get('DelaySeconds')) } : {}),
    ...(fields.has('MessageGroupId') ? { MessageGroupId: fields.get('MessageGroupId') } : {}),
    ...(fields.has('MessageDeduplicationId') ? { MessageDeduplicationId: fields.get('MessageDeduplicationId') } : {}),
  };
  try {
    const SendMessageResult = await call(sqs, 'SendMessage', { input });
    const SendMessageResponse = { SendMessageResult, ResponseMetadata: { RequestId: randomUUID() } };
    return { status: 200, body: JSON.stringify({ SendMessageResponse }) };
  } catch (error) {
    return refusal(error as Error);
  }
}

/** What is no refusal of the service is its failure. */
function refusal(error: Error): JsonAnswer {
  const { status, code } = error instanceof ServiceError ? error : { status: 503, code: 'ServiceUnavailable' };
  const Error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: error.message };
  return { status, body: JSON.stringify({ Error, RequestId: randomUUID() }) };
}

function attributesOf(fields: URLSearchParams): Record<string, object> {
  const attributes: Record<string, object> = {};
  for (let index = 1; fields.has(`MessageAttribute.${index}.Name`); index += 1) {
    const prefix = `MessageAttribute.${index}`;
    attributes[fields.get(`${prefix}.Name`)!] = {
      DataType: fields.get(`${prefix}.Value.DataType`),
      StringValue: fields.get(`${prefix}.Value.StringValue`),
    };
  }
  return attributes;
}
