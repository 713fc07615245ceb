import { expect } from 'vitest';
import type { LocalRun } from './local-run';

/** What a local run must do with a message, whichever door it came through. */

/** Fields of a payload that tell the handler of these tests what to do. */
export interface Instructions {
  /** `poison` fails the message; anything else is its result. */
  readonly note: string;
  /** Milliseconds that it takes. */
  readonly ms: string;
}

/** A handler that says what it was given, and does what the payload says. */
export function handlerSource({ note, ms }: Instructions = { note: 'note', ms: 'ms' }): string {
  return `
import { handleMessages } from '../spillway/runtime/handle-messages';
import type { Message } from '../spillway/runtime/message';

export async function handleMessage(message: Message): Promise<object> {
  console.log('handled ' + JSON.stringify(message));
  const { ${note}: note, ${ms}: ms = 0 } = message.payload;
  if (note === 'poison') throw new Error('no such article');
  await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  return { note };
}

export const handler = handleMessages(handleMessage);
`;
}

/** Hands one message over twice, as a queue may do at any time: it is handled once, and both are deleted. */
export async function expectOneHandling(run: LocalRun, id: string, deliver: () => unknown): Promise<void> {
  const before = run.deletedMessages;
  for (const delivery of [1, 2]) {
    await deliver();
    await run.until(() => run.deletedMessages === before + delivery);
  }
  expect(run.handled(id)).toHaveLength(1);
}

export interface PoisonMessage {
  readonly worker: string;
  readonly id: string;
  /** How often its queue delivers a message at most. */
  readonly maxReceiveCount: number;
}

/** The message fails until it is a dead letter, not once more, and a redrive brings it back. */
export async function expectDeadLetterAndReturn(run: LocalRun, poison: PoisonMessage): Promise<void> {
  const { worker, id, maxReceiveCount } = poison;
  const deadLetters = async () => (await run.worker(worker)).deadLetters; // as of the last second
  await run.until(async () => (await deadLetters()) === 1);
  expect(run.handled(id).map(({ receiveCount }) => receiveCount)).toEqual(
    Array.from({ length: maxReceiveCount }, (_, index) => index + 1),
  );
  expect(run.redrive(worker)).toEqual({ worker, moved: 1 });
  await run.until(async () => (await deadLetters()) === 0 && run.handled(id).length === maxReceiveCount + 1);
}
