import type { AddressInfo, Server } from 'node:net';
import type { JsonAnswer, JsonRequest, JsonService } from './aws-json';
import type { JournalRecorder } from '../journal/journal-recorder';
import type { ProjectPackages } from '../project-packages';
import { localAccount } from '../template/stack-reader';

/** As much of fauxqs as is used. */
interface Fauxqs {
  /** Unlike `startFauxqs`, this lets the caller choose the interface to listen on. */
  buildApp(options: { readonly logger: boolean; readonly defaultRegion: string }): FauxqsApp;
}

interface FauxqsApp {
  readonly server: Server;
  /** Fastify's hook of everything that is answered, with the answer as text. */
  addHook(name: 'onSend', hook: AnswerHook): void;
  listen(options: { readonly port: number; readonly host: string }): Promise<string>;
  /** Fastify's own way to answer without a connection. */
  inject(request: {
    readonly method: 'POST';
    readonly url: string;
    readonly headers: object;
    readonly payload: string;
  }): Promise<{ readonly statusCode: number; readonly body: string }>;
  close(): Promise<void>;
}

type AnswerHook = (
  request: { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: unknown },
  reply: { readonly statusCode: number },
  answer: unknown,
  done: (error: Error | null, answer?: unknown) => void,
) => void;

/** A service that is running on this machine. */
export interface RunningService extends JsonService {
  stop(): Promise<void>;
}

export interface RunningSqs extends RunningService {
  /** The URL that it gives a queue, by which alone it finds the queue. */
  queueUrl(name: string): string;
}

/**
 * Starts SQS on a free port of the loopback interface, which is for handlers: this process needs no connection.
 *
 * @param recorder is told of every call, whoever makes it, before it is answered
 */
export async function startSqs(
  packages: ProjectPackages,
  region: string,
  recorder?: JournalRecorder,
): Promise<RunningSqs> {
  const { buildApp } = await packages.load<Fauxqs>('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: region });
  if (recorder) {
    app.addHook('onSend', recordingHook(recorder));
  }
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    targetPrefix: 'AmazonSQS',
    region,
    answerHere: (request) => answer(app, { ...request, host: `127.0.0.1:${port}` }),
    queueUrl: (name) => `http://sqs.${region}.localhost:${port}/${localAccount}/${name}`,
    stop: () => app.close(),
  };
}

async function answer(
  app: FauxqsApp,
  { headers, body: payload, host }: JsonRequest & { readonly host: string },
): Promise<JsonAnswer> {
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/', headers: { ...headers, host }, payload });
  return { status: statusCode, body };
}

function recordingHook(recorder: JournalRecorder): AnswerHook {
  return ({ headers, body }, { statusCode }, text, done) => {
    const operation = headers['x-amz-target']?.replace('AmazonSQS.', '');
    if (operation === undefined || statusCode !== 200 || typeof text !== 'string') {
      return done(null, text);
    }
    let recorded: string;
    try {
      recorded = recorder.record({ operation, input: body, answer: text });
    } catch (error) {
      return done(error as Error);
    }
    done(null, recorded);
  };
}
