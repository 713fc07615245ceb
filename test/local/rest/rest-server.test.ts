import { afterEach, describe, expect, it } from 'vitest';
import type { LocalEvent } from '../../../src/local/local-event';
import type { RunningServer } from '../../../src/local/loopback-server';
import type { AnswerRequest } from '../../../src/local/rest/answer-request';
import { startRestServer } from '../../../src/local/rest/rest-server';

const servers: RunningServer[] = [];
afterEach(async () => void (await Promise.all(servers.splice(0).map((server) => server.stop()))));

async function start(answer: AnswerRequest, port = 0) {
  const events: LocalEvent[] = [];
  const server = await startRestServer(answer, { port, report: (event) => events.push(event) });
  servers.push(server);
  return { events, port: server.port, url: `http://127.0.0.1:${server.port}/v1/orders` };
}

describe('the server of a REST API', () => {
  it('hands requests over with an id of their own, and reports them', async () => {
    const ids: string[] = [];
    const { url, events } = await start(async ({ method, target, body, requestId }) => {
      ids.push(requestId);
      return { status: 202, body: `${method} ${target} ${body.toString()}` };
    });
    const answers = [await fetch(url, { method: 'POST', body: 'hello' }), await fetch(url)];
    expect(await answers[0]!.text()).toBe('POST /v1/orders hello');
    expect(answers.map((answer) => answer.headers.get('x-amzn-requestid'))).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
    expect(events).toMatchObject([{ type: 'request', method: 'POST', status: 202 }, { method: 'GET' }]);
  });

  it('refuses a body over 10 MB', async () => {
    const { url } = await start(async () => ({ status: 202, body: '' }));
    const answer = await fetch(url, { method: 'POST', body: 'x'.repeat(10_485_761) });
    expect(answer.status).toBe(413);
  });

  it('says what broke, and answers all the same', async () => {
    const { url, events } = await start(async () => Promise.reject(new Error('no such template')));
    expect((await fetch(url)).status).toBe(500);
    expect(events).toContainEqual({ type: 'problem', message: 'GET /v1/orders: no such template' });
  });

  it('says that a port is taken', async () => {
    const answer: AnswerRequest = async () => ({ status: 200, body: '' });
    const { port } = await start(answer);
    await expect(start(answer, port)).rejects.toThrow(`port ${port} is taken; give another one with --port`);
  });
});
