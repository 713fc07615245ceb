import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { LoadRecorder } from './load-recorder';
import type { Recorder } from './recorder';
import { packageRoot } from '../../package-info';
import { type RunningServer, startLoopbackServer } from '../loopback-server';
import { redrive } from '../services/redrive';
import type { LocalService } from '../start-local-service';

/** Which a page of another origin cannot send without being asked for permission. */
export const controlHeader = 'x-spillway-local';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Files of the page, by their path. */
const files: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  '/': { name: 'local-status.html', type: 'text/html; charset=utf-8' },
  '/line-chart.js': { name: 'line-chart.js', type: 'text/javascript; charset=utf-8' },
  '/local-status.css': { name: 'local-status.css', type: 'text/css; charset=utf-8' },
  '/local-status.js': { name: 'local-status.js', type: 'text/javascript; charset=utf-8' },
};

/**
 * Serves the status page, what it shows as JSON, and the redrive, on a free port of the loopback interface:
 * `GET /`, `GET /status.json`, `GET /metrics.json?since=<ms since 1970>`, `POST /redrive/<worker>`.
 */
export async function startStatusServer(
  service: LocalService,
  recorder: Recorder,
  load: Pick<LoadRecorder, 'since'>,
): Promise<RunningServer> {
  return startLoopbackServer((request, response) => {
    const failed = ({ message }: Error) => json(500, { message });
    void answerTo(request)
      .catch(failed)
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      });
  });

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    const route = `${request.method} ${request.url}`;
    const file = request.method === 'GET' ? files[request.url ?? ''] : undefined;
    if (file) {
      return { status: 200, type: file.type, body: readFileSync(join(packageRoot, 'pages', file.name), 'utf8') };
    }
    if (route === 'GET /status.json') {
      const { name, url } = service;
      return json(200, { name, url, samples: recorder.samples, errors: recorder.errors });
    }
    const since = /^GET \/metrics\.json\?since=(\d+)$/.exec(route)?.[1];
    if (since !== undefined) {
      return json(200, { name: service.name, samples: load.since(Number(since)) });
    }
    const worker = /^POST \/redrive\/([^/?]+)$/.exec(route)?.[1];
    return worker === undefined || request.headers[controlHeader] === undefined
      ? json(404, { message: `nothing at ${route}` })
      : answerRedrive(service, worker);
  }
}

async function answerRedrive({ workers }: LocalService, name: string): Promise<Answer> {
  const worker = workers.find((candidate) => candidate.name === name);
  if (!worker?.deadLetterQueue) {
    const names = workers.map((candidate) => candidate.name).join(', ');
    return json(404, { message: `worker "${name}" has no dead-letter queue; give one of: ${names}` });
  }
  return json(200, { moved: await redrive(worker.deadLetterQueue, worker.queue) });
}

function json(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
