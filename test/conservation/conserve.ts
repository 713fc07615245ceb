import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Chances, writeFailingShop } from './failing-shop';
import { type Sightings, type Tally, tallyOf } from './tally';
import { messagesPerCall } from '../../src/local/event-source/message-queue';
import type { LocalEvent } from '../../src/local/local-event';
import { pause } from '../../src/local/pause';
import { ProjectPackages } from '../../src/local/project-packages';
import type { LocalQueue } from '../../src/local/services/queues';
import { type LocalService, startLocalService } from '../../src/local/start-local-service';
import { bundleEnvironmentProgram } from '../local/lambda/environment-bundle';
import { post } from '../local/shop-caller';

export interface ConservationOptions {
  readonly messages: number;
  /** Of all chance: which messages are poison, and what happens to the others. */
  readonly seed: number;
  readonly chances: Chances;
  /** Milliseconds after the last message was sent in which the queue may become empty; what is left then counts as queued. */
  readonly patienceMs: number;
  readonly onProgress?: (text: string) => void;
}

export interface Conservation extends Tally {
  readonly poison: number;
  /** Invocations that ended badly, beside those of poison. */
  readonly failures: { readonly crashed: number; readonly threw: number; readonly timedOut: number };
  /** Done again because their deletion never came about. */
  readonly repeated: number;
}

/** Of all messages, these can never be processed. */
const poisonShare = 0.05;

/** Callers that send at once, each one message after the other. */
const callers = 32;

/**
 * Sends messages through the API of a local run whose handler crashes, throws and hangs at random, waits until the queue is
 * empty, and looks where each message is.
 */
export async function conserve(options: ConservationOptions): Promise<Conservation> {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-conservation-'));
  const done = join(directory, 'done');
  const failures = { crashed: 0, threw: 0, timedOut: 0 };
  writeFailingShop(directory, { ...options, done });
  const service = await startShop(directory, (event) => count(event, failures));
  try {
    const sent = await sendAll(service, options);
    await untilEmpty(service, options);
    const sightings = { ...sent, done: numbersIn(done), ...(await takeOut(service)) };
    const repeated = sightings.done.length - new Set(sightings.done).size;
    return { ...tallyOf(sightings), poison: sent.poison.size, failures, repeated };
  } finally {
    await service.stop();
    rmSync(directory, { recursive: true });
  }
}

async function startShop(directory: string, report: (event: LocalEvent) => void): Promise<LocalService> {
  return startLocalService({
    packages: new ProjectPackages(join(__dirname, '../..'), 'npm install'),
    program: bundleEnvironmentProgram(directory),
    project: directory,
    certificatesCommand: 'npm run certificates',
    assemblyDirectory: directory,
    stackName: 'shop',
    codeDirectory: join(directory, 'code'),
    devicesDirectory: join(directory, 'devices'),
    accountConcurrency: 50,
    coldStartMs: 0,
    port: 0,
    report,
  });
}

type Sent = Pick<Sightings, 'accepted' | 'poison'>;

async function sendAll(service: LocalService, { messages, seed, onProgress }: ConservationOptions): Promise<Sent> {
  const accepted = new Set<number>();
  const poison = new Set<number>();
  let next = 0;
  const sendOn = async () => {
    while (next < messages) {
      const number = (next += 1);
      const isPoison = chanceOf(seed, number) < poisonShare;
      const body = JSON.stringify({ count: number, ...(isPoison && { note: 'bad' }) });
      if ((await post(service, body)) === 202) {
        accepted.add(number);
        if (isPoison) {
          poison.add(number);
        }
      }
      if (number % 10_000 === 0) {
        onProgress?.(`${number} sent, ${accepted.size} accepted`);
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, sendOn));
  return { accepted, poison };
}

function chanceOf(seed: number, number: number): number {
  return createHash('sha256').update(`poison,${seed},${number}`).digest().readUInt32BE() / 2 ** 32;
}

async function untilEmpty({ workers }: LocalService, { patienceMs, onProgress }: ConservationOptions): Promise<void> {
  const { queue, mapping } = workers[0]!;
  const deadline = performance.now() + patienceMs;
  for (let tries = 0; performance.now() < deadline; tries += 1) {
    const { visible, inFlight } = await queue.depth();
    if (visible + inFlight === 0) {
      break;
    }
    if (tries % 50 === 0) {
      onProgress?.(`${visible} waiting, ${inFlight} in flight`);
    }
    await pause(200);
  }
  await mapping.stop();
}

/** Empties both queues; the queue first, as a look into it may bury messages. */
async function takeOut({ workers }: LocalService): Promise<Pick<Sightings, 'queued' | 'dead'>> {
  const { queue, deadLetterQueue } = workers[0]!;
  const queued = await drain(queue);
  return { queued, dead: await drain(deadLetterQueue!) };
}

async function drain(queue: LocalQueue): Promise<number[]> {
  const { signal } = new AbortController();
  const numbers: number[] = [];
  for (;;) {
    const { visible, inFlight } = await queue.depth();
    if (visible + inFlight === 0) {
      return numbers;
    }
    const messages = await queue.receive({ maxMessages: messagesPerCall, waitSeconds: 1, signal });
    numbers.push(...messages.map(({ Body }) => (JSON.parse(Body) as { count: number }).count));
    await queue.delete(messages);
  }
}

function numbersIn(file: string): number[] {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map(Number) : [];
}

function count(event: LocalEvent, failures: { crashed: number; threw: number; timedOut: number }): void {
  if (event.type !== 'invocation' || event.outcome === 'succeeded') {
    return;
  }
  if (event.outcome === 'timed-out') {
    failures.timedOut += 1;
  } else if (event.error?.includes('the process of the function ended')) {
    failures.crashed += 1;
  } else {
    failures.threw += 1;
  }
}
