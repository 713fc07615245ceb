import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirectory } from '../../../src/local/journal/data-directory';
import { JournalRecorder } from '../../../src/local/journal/journal-recorder';
import { keepMessages } from '../../../src/local/journal/keep-messages';
import type { LocalEvent } from '../../../src/local/local-event';
import { call } from '../../../src/local/services/aws-json';
import { type RunningSqs, startSqs } from '../../../src/local/services/local-sqs';
import { LocalQueue } from '../../../src/local/services/queues';
import { redrive } from '../../../src/local/services/redrive';
import { packages } from '../rest/shop-api';

let directory: string;
let stops: (() => Promise<void>)[];
let events: LocalEvent[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'spillway-keep-'));
  stops = [];
});
afterEach(async () => {
  await endRun();
  rmSync(directory, { recursive: true });
});

async function endRun(): Promise<void> {
  for (const stop of stops.splice(0)) {
    await stop();
  }
}

const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
const deadLetterQueueArn = arnOf('orders-dlq');
const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetterQueueArn, maxReceiveCount: 3 });

/** Ends what is running and starts anew, with the same data directory. */
async function run(names = ['orders-dlq', 'orders', 'pay.fifo']) {
  await endRun();
  const recorder = new JournalRecorder();
  const sqs = await startSqs(packages, 'eu-west-1', recorder);
  stops.push(
    () => sqs.stop(),
    async () => recorder.stop(),
  );
  const queues = names.map((name) => queueOf(sqs, name));
  for (const queue of queues) {
    await queue.create();
  }
  const data = DataDirectory.claim(directory, { service: 'shop', region: 'eu-west-1' }) as DataDirectory;
  data.release();
  events = [];
  await keepMessages({
    data,
    recorder,
    sqs,
    queues: queues.map(({ settings }) => settings),
    report: (event) => events.push(event),
  });
  return { sqs, deadLetters: queues[0]!, orders: queues[1]!, fifo: queues[2]! };
}

function queueOf(sqs: RunningSqs, name: string): LocalQueue {
  const isFifo = name.endsWith('.fifo');
  return new LocalQueue(sqs, {
    name,
    arn: arnOf(name),
    url: sqs.queueUrl(name),
    attributes: isFifo ? { FifoQueue: 'true' } : name === 'orders' ? { RedrivePolicy, VisibilityTimeout: '600' } : {},
    visibilityTimeoutSeconds: 600,
    ...(name === 'orders' && { deadLetterQueueArn, maxReceiveCount: 3 }),
  });
}

const receive = async (queue: LocalQueue, maxMessages = 10) =>
  queue.receive({ maxMessages, waitSeconds: 0, signal: new AbortController().signal });

async function send(sqs: RunningSqs, queue: LocalQueue, input: object): Promise<string> {
  const { MessageId } = await call<{ MessageId: string }>(sqs, 'SendMessage', {
    input: { QueueUrl: queue.settings.url, ...input },
  });
  return MessageId;
}

const bodies = (messages: readonly { readonly Body: string }[]) => messages.map(({ Body }) => Body).sort();

describe('messages of an earlier run', () => {
  it('are there again with id, time, attributes and receives, but for those that were deleted', async () => {
    const { sqs, orders } = await run();
    const MessageAttributes = { by: { DataType: 'String', StringValue: 'me' } };
    const id = await send(sqs, orders, { MessageBody: 'kept', MessageAttributes });
    const [kept] = await receive(orders);
    await send(sqs, orders, { MessageBody: 'gone' });
    await orders.delete(await receive(orders));
    await call(sqs, 'SendMessageBatch', {
      input: {
        QueueUrl: orders.settings.url,
        Entries: [
          { Id: 'x', MessageBody: 'new' },
          { Id: 'y', MessageBody: 'late', DelaySeconds: 900 },
        ],
      },
    });
    const next = await run();
    expect(events).toEqual([{ type: 'restored', queue: 'orders', messages: 3 }]);
    const received = await receive(next.orders);
    expect(bodies(received)).toEqual(['kept', 'new']);
    expect(received.find(({ Body }) => Body === 'kept')).toMatchObject({
      MessageId: id,
      MessageAttributes,
      Attributes: { ApproximateReceiveCount: '2', SentTimestamp: expect.any(String) },
    });
    const sentAt = Number(received.find(({ Body }) => Body === 'kept')!.Attributes.SentTimestamp);
    expect(Math.abs(sentAt - Number(kept!.Attributes.SentTimestamp))).toBeLessThan(100);
    await next.orders.delete(received);
    await run();
    expect(events).toEqual([{ type: 'restored', queue: 'orders', messages: 1 }]); // the late one
  });

  it('are dead letters after as many receives as without an end in between', async () => {
    const first = await run();
    await send(first.sqs, first.orders, { MessageBody: 'bad' });
    await receive(first.orders);
    await Promise.all(
      Array.from({ length: 25 }, (_, index) => send(first.sqs, first.orders, { MessageBody: `${index}` })),
    );
    const second = await run();
    await receive(second.orders);
    await receive(second.orders);
    await receive(second.orders);
    const third = await run();
    expect((await third.orders.depth()).visible).toBe(26);
    const counts = async () =>
      (await receive(third.orders)).map((m) => `${m.Body === 'bad'} ${m.Attributes.ApproximateReceiveCount}`);
    expect([...(await counts()), ...(await counts()), ...(await counts())].sort()).toEqual([
      ...Array<string>(25).fill('false 2'),
      'true 3',
    ]);
    const fourth = await run();
    expect(bodies(await receive(fourth.deadLetters))).toEqual(['bad']);
    expect((await fourth.orders.depth()).visible).toBe(25);
  });

  it('stay where a redrive has put them', async () => {
    const first = await run();
    await send(first.sqs, first.deadLetters, { MessageBody: 'again' });
    expect(await redrive(first.deadLetters, first.orders)).toBe(1);
    const second = await run();
    expect(await second.deadLetters.depth()).toEqual({ visible: 0, inFlight: 0 });
    expect(bodies(await receive(second.orders))).toEqual(['again']);
  });

  it('keep their order in a queue that has one', async () => {
    const { sqs, fifo } = await run();
    for (const MessageBody of ['1', '2', '3']) {
      await send(sqs, fifo, { MessageBody, MessageGroupId: 'a', MessageDeduplicationId: MessageBody });
    }
    await send(sqs, fifo, { MessageBody: 'twice', MessageGroupId: 'a', MessageDeduplicationId: '3' });
    await receive(fifo, 1);
    const next = await run();
    const order: string[] = [];
    for (let messages = await receive(next.fifo, 1); messages[0]; messages = await receive(next.fifo, 1)) {
      order.push(messages[0].Body);
      await next.fifo.delete(messages);
    }
    expect(order).toEqual(['1', '2', '3']);
  });

  it('wait for their queue to come back to the template', async () => {
    const { sqs, orders } = await run();
    await send(sqs, orders, { MessageBody: 'a' });
    await run(['orders-dlq']);
    expect(events).toEqual([
      { type: 'problem', message: expect.stringMatching(/^1 messages stay in .*queue orders any more/) },
    ]);
    expect(bodies(await receive((await run()).orders))).toEqual(['a']);
  });

  it('are not promised when they cannot be written down', async () => {
    const { sqs, orders } = await run();
    await stops.pop()!(); // the journal is closed
    await expect(send(sqs, orders, { MessageBody: 'a' })).rejects.toMatchObject({ status: 500 });
    await expect(receive((await run()).orders)).resolves.toEqual([]);
  });
});
