import { randomUUID } from 'node:crypto';
import { ServiceError } from './aws-json';
import type { MessageSender } from './message-sender';

/** What SQS answers in its query protocol, before it is written as XML or, by API Gateway, as JSON. */
export type QueryAnswer = { readonly status: number; readonly requestId: string } & (
  | { readonly result: Readonly<Record<string, unknown>> }
  | { readonly error: { readonly Type: string; readonly Code: string; readonly Message: string } }
);

/** SendMessage as a form, which the local SQS would take for something else and lose: it is translated. */
export async function sendByQuery(sender: MessageSender, form: string): Promise<QueryAnswer> {
  const fields = new URLSearchParams(form);
  if (fields.get('Action') !== 'SendMessage') {
    return refusal(new ServiceError(400, 'InvalidAction', `action ${fields.get('Action')} is not known here`));
  }
  const message = {
    MessageBody: fields.get('MessageBody') ?? '',
    MessageAttributes: attributesOf(fields),
    ...(fields.has('DelaySeconds') ? { DelaySeconds: Number(fields.get('DelaySeconds')) } : {}),
    ...(fields.has('MessageGroupId') ? { MessageGroupId: fields.get('MessageGroupId')! } : {}),
    ...(fields.has('MessageDeduplicationId') ? { MessageDeduplicationId: fields.get('MessageDeduplicationId')! } : {}),
  };
  try {
    return { status: 200, requestId: randomUUID(), result: await sender.send(message) };
  } catch (error) {
    return refusal(error as Error);
  }
}

/** What is no refusal of the service is its failure. */
function refusal(error: Error): QueryAnswer {
  const { status, code } = error instanceof ServiceError ? error : { status: 503, code: 'ServiceUnavailable' };
  const Type = status < 500 ? 'Sender' : 'Receiver';
  return { status, requestId: randomUUID(), error: { Type, Code: code, Message: error.message } };
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
