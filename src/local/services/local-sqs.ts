import type { AddressInfo, Server } from 'node:net';
import type { JsonAnswer, JsonRequest, JsonService } from './aws-json';
import type { ProjectPackages } from '../project-packages';
import { localAccount } from '../template/stack-reader';

/** As much of fauxqs as is used. */
interface Fauxqs {
  /** Unlike `startFauxqs`, this lets the caller choose the interface to listen on. */
  buildApp(options: { readonly logger: boolean; readonly defaultRegion: string }): FauxqsApp;
}

interface FauxqsApp {
  readonly server: Server;
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

/** A service that is running on this machine. */
export interface RunningService extends JsonService {
  stop(): Promise<void>;
}

export interface RunningSqs extends RunningService {
  /** The URL that it gives a queue, by which alone it finds the queue. */
  queueUrl(name: string): string;
}

/** Starts SQS on a free port of the loopback interface, which is for handlers: this process needs no connection. */
export async function startSqs(packages: ProjectPackages, region: string): Promise<RunningSqs> {
  const { buildApp } = await packages.load<Fauxqs>('fauxqs');
  const app = buildApp({ logger: false, defaultRegion: region });
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
