import { afterEach, describe, expect, it } from 'vitest';
import type { RunningServer } from '../../../src/local/loopback-server';
import type { LocalQueue } from '../../../src/local/services/queues';
import type { LocalService } from '../../../src/local/start-local-service';
import { LoadRecorder } from '../../../src/local/status/load-recorder';
import { Recorder } from '../../../src/local/status/recorder';
import { startStatusServer } from '../../../src/local/status/status-server';

let server: RunningServer | undefined;
afterEach(async () => server?.stop());

describe('the status server', () => {
  it('says what failed, and goes on', async () => {
    const broken = { receive: async () => Promise.reject(new Error('the queue is gone')) } as unknown as LocalQueue;
    const service = { name: 'shop', workers: [{ name: 'orders', queue: broken, deadLetterQueue: broken }] };
    server = await startStatusServer(service as unknown as LocalService, new Recorder(), new LoadRecorder());
    const address = `http://127.0.0.1:${server.port}`;
    const headers = { 'x-spillway-local': 'redrive' };
    const answer = await fetch(`${address}/redrive/orders`, { method: 'POST', headers });
    expect([answer.status, await answer.json()]).toEqual([500, { message: 'the queue is gone' }]);
    expect((await fetch(`${address}/status.json`)).status).toBe(200);
  });
});
