import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runWith } from './runs';
import type { LocalRunDescription } from '../../src/loadtest/local-run';
import { localTarget } from '../../src/loadtest/local-target';
import { serviceOf } from '../account/written-service';

const worker = {
  name: 'orders',
  waiting: 3,
  inFlight: 1,
  deadLetters: 0,
  concurrency: 1,
  maximumConcurrency: 7,
  invocations: 4,
  errors: 0,
  throttles: 0,
  deleted: 5,
  processed: 5,
};
let samples: object[];
let asked: string[];
let server: Server;
let run: LocalRunDescription;

beforeEach(async () => {
  asked = [];
  samples = [];
  server = createServer((request, response) => {
    asked.push(request.url!);
    response.end(JSON.stringify({ name: 'shop', samples }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  run = {
    name: 'shop',
    region: 'eu-west-1',
    url: 'http://127.0.0.1:1/v1/',
    statusUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    accountConcurrency: 500,
    callers: [{ accessKeyId: 'LOCALALICE', secretAccessKey: 'secret' }],
    certificates: [],
  };
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('localTarget', () => {
  it('sends as a caller that the local run knows, never as the user', () => {
    expect(localTarget(serviceOf(), run).environment).toEqual({
      SPILLWAY_LOADTEST_TARGET: 'http://127.0.0.1:1/v1/',
      SPILLWAY_LOADTEST_REGION: 'eu-west-1',
      SPILLWAY_LOADTEST_SERVICE: 'execute-api',
      AWS_ACCESS_KEY_ID: 'LOCALALICE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
    });
  });

  it('hands over the client certificate and the devices that are there', () => {
    const certificates = [{ authority: 'certs/a.pem', certificate: 'certs/c.pem', key: 'certs/c.key' }];
    expect(localTarget(serviceOf({ auth: 'x509' }), { ...run, certificates }).environment).toMatchObject({
      SPILLWAY_LOADTEST_AUTHORITY: '/somewhere/certs/a.pem',
      SPILLWAY_LOADTEST_CERTIFICATE: '/somewhere/certs/c.pem',
      SPILLWAY_LOADTEST_KEY: '/somewhere/certs/c.key',
    });
    const devices = { directory: '/run/devices', authorityFile: '/run/authority.pem', known: [] };
    expect(localTarget(serviceOf({ api: 'iot' }), { ...run, devices }).environment).toMatchObject({
      SPILLWAY_LOADTEST_DEVICES: '/run/devices',
      SPILLWAY_LOADTEST_AUTHORITY: '/run/authority.pem',
      SPILLWAY_LOADTEST_SERVICE: 'iotdevicegateway',
    });
  });

  it('refuses what is not on this machine, and a caller without a certificate', () => {
    const elsewhere = { ...run, url: 'https://example.com/v1/' };
    expect(() => localTarget(serviceOf(), elsewhere)).toThrow('https://example.com/v1/, which is not on this machine');
    expect(() => localTarget(serviceOf({ auth: 'x509' }), run)).toThrow('has no client certificate');
  });

  it('asks the local run for its queues and for what happened', async () => {
    const { sent } = runWith();
    samples = [
      { time: sent.beganAt - 500, statuses: {}, workers: [{ ...worker, processed: 1 }] },
      { time: sent.beganAt + 500, statuses: { 202: 9 }, workers: [worker] },
    ];
    const target = localTarget(serviceOf(), run);
    expect(await target.queues()).toEqual([{ name: 'orders', waiting: 3, inFlight: 1 }]);
    const { signal } = new AbortController();
    const observed = await target.observe(sent, { until: sent.beganAt + 1000, signal });
    expect(observed).toMatchObject({ accountConcurrency: 500, statuses: { 202: 9 }, workers: [{ processed: 4 }] });
    expect(asked.at(-1)).toBe(`/metrics.json?since=${sent.beganAt - 60_000}`);
  });

  it('waits for the first measurement', async () => {
    const queues = localTarget(serviceOf(), run).queues();
    setTimeout(() => (samples = [{ time: 1, statuses: {}, workers: [worker] }]), 300);
    expect(await queues).toEqual([{ name: 'orders', waiting: 3, inFlight: 1 }]);
  });

  it('says so when the local run has measured nothing, or is gone', async () => {
    await expect(localTarget(serviceOf(), run, 100).queues()).rejects.toThrow('measured nothing for 0.1 s');
    const gone = localTarget(serviceOf(), { ...run, statusUrl: 'http://127.0.0.1:1/' });
    await expect(gone.queues()).rejects.toThrow('does not answer any more');
  });
});
