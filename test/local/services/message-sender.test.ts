import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/local/services/aws-json';
import { MessageSender } from '../../../src/local/services/message-sender';

interface Sent {
  readonly MessageBody?: string;
  readonly Entries?: readonly { readonly Id: string; readonly MessageBody: string }[];
}

/** A queue that refuses messages with the body "bad", and remembers which calls came. */
function senderTo(calls: { readonly operation: string; readonly bodies: readonly string[] }[]): MessageSender {
  const answerHere = async ({ headers, body }: { headers: Readonly<Record<string, string>>; body: string }) => {
    const { MessageBody, Entries = [] } = JSON.parse(body) as Sent;
    const operation = headers['x-amz-target']!.replace('Test.', '');
    const bodies = MessageBody === undefined ? Entries.map((entry) => entry.MessageBody) : [MessageBody];
    calls.push({ operation, bodies });
    const refused = Entries.filter((entry) => entry.MessageBody === 'bad');
    const taken = Entries.filter((entry) => entry.MessageBody !== 'bad');
    if (MessageBody !== undefined) {
      return { status: 200, body: JSON.stringify({ MessageId: `id of ${MessageBody.slice(0, 10)}` }) };
    }
    const Successful = taken.map(({ Id, MessageBody: text }) => ({ Id, MessageId: `id of ${text}` }));
    const Failed = refused.map(({ Id }) => ({ Id, Code: 'InvalidMessageContents', Message: 'no' }));
    return { status: 200, body: JSON.stringify({ Successful, Failed }) };
  };
  return new MessageSender({ endpoint: '', targetPrefix: 'Test', region: 'eu-west-1', answerHere }, 'url');
}

describe('MessageSender', () => {
  it('sends what comes at once in as few calls as there can be, and tells everybody the own id', async () => {
    const calls: Parameters<typeof senderTo>[0] = [];
    const sender = senderTo(calls);
    const bodies = Array.from({ length: 11 }, (_, index) => `m${index}`);
    const sent = await Promise.all(bodies.map((MessageBody) => sender.send({ MessageBody })));
    expect(sent).toEqual(bodies.map((body) => ({ MessageId: `id of ${body}` })));
    expect(calls).toEqual([
      { operation: 'SendMessageBatch', bodies: bodies.slice(0, 10) },
      { operation: 'SendMessage', bodies: ['m10'] },
    ]);
  });

  it('sends alone what is large or empty, as a call might refuse it for the sake of others', async () => {
    const calls: Parameters<typeof senderTo>[0] = [];
    const sender = senderTo(calls);
    await Promise.all(['', 'x'.repeat(20_000), 'a', 'b'].map((MessageBody) => sender.send({ MessageBody })));
    expect(calls.map(({ operation, bodies }) => `${operation} ${bodies.length}`).sort()).toEqual([
      'SendMessage 1',
      'SendMessage 1',
      'SendMessageBatch 2',
    ]);
  });

  it('refuses only the message that the queue refuses', async () => {
    const sender = senderTo([]);
    const [taken, refused] = await Promise.allSettled(['a', 'bad'].map((MessageBody) => sender.send({ MessageBody })));
    expect(taken).toEqual({ status: 'fulfilled', value: { MessageId: 'id of a' } });
    expect(refused).toMatchObject({ reason: { status: 400, code: 'InvalidMessageContents' } });
    expect((refused as PromiseRejectedResult).reason).toBeInstanceOf(ServiceError);
  });

  it('tells everybody when nothing answers', async () => {
    const nowhere = { endpoint: 'http://127.0.0.1:1', targetPrefix: 'Test', region: 'eu-west-1' };
    const sender = new MessageSender(nowhere, 'url');
    const ends = await Promise.allSettled(['a', 'b'].map((MessageBody) => sender.send({ MessageBody })));
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
