import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { connectAsync, type IClientOptions } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificateTemplate, gaugeReader, roleTemplate } from './gauge-stack';
import { type LocalIot, startIot } from '../../../src/local/iot/start-iot';
import type { LocalEvent } from '../../../src/local/local-event';
import type { Template } from '../../../src/local/template/assembly';
import { packages } from '../rest/shop-api';

let directory: string;
let queue: Server;
let sent: Record<string, unknown>[];
let events: LocalEvent[];
let isQueueBroken: boolean;
let iot: LocalIot | undefined;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'spillway-devices-'));
  [sent, events, isQueueBroken] = [[], [], false];
  queue = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { MessageBody } = JSON.parse(Buffer.concat(chunks).toString()) as { MessageBody: string };
      sent.push(...(isQueueBroken ? [] : [JSON.parse(MessageBody) as Record<string, unknown>]));
      response.writeHead(isQueueBroken ? 500 : 200).end(isQueueBroken ? '{"message":"it is broken"}' : '{}');
    });
  });
  await new Promise<void>((resolve) => queue.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await iot?.stop();
  iot = undefined;
  queue.closeAllConnections();
  queue.close();
  rmSync(directory, { recursive: true, force: true });
});

async function start(template: Template): Promise<LocalIot> {
  const endpoint = `http://127.0.0.1:${(queue.address() as AddressInfo).port}`;
  const options = { packages, devicesDirectory: directory, port: 0, report: (event: LocalEvent) => events.push(event) };
  const sqs = { endpoint, targetPrefix: 'AmazonSQS', region: 'eu-west-1' };
  iot = await startIot({ ...options, sqs, reader: gaugeReader(template, endpoint) });
  return iot;
}

const read = (...path: string[]) => readFileSync(join(directory, ...path), 'utf8');
const identity = (name: string) => ({
  cert: read(name, 'certificate.pem'),
  key: read(name, 'private-key.pem'),
  ca: read('authority.pem'),
});

/** Publishes `{"celsius":21}`, and says whether it was acknowledged. */
async function publish(url: string, options: IClientOptions, topic: string): Promise<'taken' | 'cut off' | 'refused'> {
  const client = await connectAsync(url, { ...options, reconnectPeriod: 0 }, false).catch(() => undefined);
  const ended = new Promise<'taken' | 'cut off' | 'refused'>((resolve) => {
    client?.once('close', () => resolve('cut off'));
    client?.publish(topic, '{"celsius":21}', { qos: 1 }, (error) => error ?? resolve('taken'));
  });
  return client ? ended.finally(() => client.end(true)) : 'refused';
}

interface Sent {
  readonly headers?: Record<string, string>;
  readonly agent: Agent;
  readonly body?: string;
}

function post(url: string, { headers = {}, agent, body = '{"celsius":21}' }: Sent): Promise<number | string> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    outgoing.on('error', () => resolve('no connection'));
    outgoing.end(body);
  });
}

describe('devices with certificates', () => {
  it('publish with MQTT under their own name and on their own topics', async () => {
    const { url, devices, topics } = await start(certificateTemplate);
    const broker = url.replace('https', 'mqtts');
    const as = (clientId: string) => ({ ...identity('sensor-1'), clientId });
    expect(topics).toEqual(['gauges/readings/+']);
    expect(await publish(broker, as('sensor-1'), 'gauges/readings/sensor-1')).toBe('taken');
    expect(await publish(broker, as('sensor-1'), 'gauges/readings/sensor-2')).toBe('cut off');
    expect(await publish(broker, as('sensor-2'), 'gauges/readings/sensor-2')).toBe('refused');
    const principal = devices[0]!.certificateId;
    expect(sent).toEqual([{ device: 'sensor-1', principal, payload: { celsius: 21 } }]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'request', method: 'CONNECT', status: 403 }));
    expect(events).toContainEqual({
      type: 'problem',
      message: 'action Lambda of rule gauges__readings has no effect locally',
    });
  });

  it('may not even connect with a certificate of another authority', async () => {
    await start(certificateTemplate);
    const { cert, key } = identity('sensor-1');
    await iot!.stop();
    const { url } = await start(certificateTemplate);
    const stranger = { cert, key, ca: identity('sensor-1').ca };
    const broker = url.replace('https', 'mqtts');
    expect(await publish(broker, { ...stranger, clientId: 'sensor-1' }, 'gauges/readings/sensor-1')).toBe('refused');
    expect(await post(`${url}topics/gauges%2Freadings%2Fsensor-1`, { agent: new Agent(stranger) })).toBe(
      'no connection',
    );
    expect(sent).toEqual([]);
  });

  it('are known over HTTPS by the id of the certificate, which this policy has no topic for', async () => {
    const { url, devices } = await start(certificateTemplate);
    const agent = new Agent(identity('sensor-1'));
    expect(await post(`${url}topics/gauges%2Freadings%2Fsensor-1?qos=1`, { agent })).toBe(403);
    expect(await post(`${url}topics/gauges/readings/${devices[0]!.certificateId}`, { agent })).toBe(403);
    expect(await post(`${url}things/sensor-1/shadow`, { agent })).toBe(404);
  });

  it('are told nothing of a message that the queue does not take; the error action is', async () => {
    const { url } = await start(certificateTemplate);
    isQueueBroken = true;
    const options = { ...identity('sensor-1'), clientId: 'sensor-1' };
    expect(await publish(url.replace('https', 'mqtts'), options, 'gauges/readings/sensor-1')).toBe('taken');
    const message = expect.stringMatching(/gauges__readings .* is logged to Errors: .*it is broken/);
    expect(events).toContainEqual({ type: 'problem', message });
    const { message: text } = events.at(-2) as { message: string };
    expect(text).toContain(Buffer.from('{"celsius":21}').toString('base64'));
  });
});

describe('devices with signatures', () => {
  interface Description {
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly certificateAuthority: string;
  }
  const describeDevice = (name: string) => JSON.parse(read(name, 'device.json')) as Description;

  async function presigned(host: string, credentials: Description['credentials'], signingDate = new Date()) {
    const options = { service: 'iotdevicegateway', region: 'eu-west-1', credentials, sha256: Sha256 };
    const asked = { method: 'GET', protocol: 'wss:', hostname: host, path: '/mqtt', query: {}, headers: { host } };
    const { query } = await new SignatureV4(options).presign(asked, { expiresIn: 60, signingDate });
    const parameters = new URLSearchParams(query as Record<string, string>);
    parameters.append('X-Amz-Security-Token', 'appended, not signed');
    return `wss://${host}/mqtt?${parameters}`;
  }

  it('publish with MQTT over a presigned WebSocket as the device of their session', async () => {
    await start(roleTemplate);
    const { endpoint, credentials, certificateAuthority: ca } = describeDevice('sensor-2');
    const as = (clientId: string) => ({ clientId, wsOptions: { ca } });
    const url = await presigned(endpoint, credentials);
    expect(await publish(url, as('sensor-2'), 'gauges/readings/sensor-2')).toBe('taken');
    expect(await publish(url, as('sensor-2'), 'gauges/readings/sensor-1')).toBe('cut off');
    expect(await publish(url, as('sensor-1'), 'gauges/readings/sensor-1')).toBe('refused');
    const guessed = await presigned(endpoint, { ...credentials, secretAccessKey: 'guessed' });
    const old = await presigned(endpoint, credentials, new Date(Date.now() - 61_000));
    const elsewhere = url.replace('eu-west-1', 'us-east-1');
    const notAnHour = url.replace(/X-Amz-Date=\d{8}T\d{2}/, (date) => `${date.slice(0, -2)}99`);
    const paths = ['/other', '//'].map((path) => url.replace('/mqtt', path));
    for (const address of [guessed, old, elsewhere, notAnHour, ...paths]) {
      expect(await publish(address, as('sensor-2'), 'gauges/readings/sensor-2')).toBe('refused');
    }
    const principal = expect.stringMatching(/:sensor-2$/);
    expect(sent).toEqual([{ device: 'sensor-2', principal, payload: { celsius: 21 } }]);
  });

  it('publish over HTTPS with a signature', async () => {
    await start(roleTemplate);
    const { endpoint, credentials, certificateAuthority: ca } = describeDevice('sensor-1');
    const agent = new Agent({ ca });
    const send = async (topic: string, secretAccessKey = credentials.secretAccessKey, body = '{"celsius":21}') => {
      const identityOf = { service: 'iotdevicegateway', region: 'eu-west-1', sha256: Sha256 };
      const signer = new SignatureV4({ ...identityOf, credentials: { ...credentials, secretAccessKey } });
      const path = `/topics/${encodeURIComponent(topic)}`;
      const headers = { host: endpoint };
      const asked = {
        method: 'POST',
        protocol: 'https:',
        hostname: endpoint,
        path,
        headers,
        query: { qos: '1' },
        body,
      };
      const signed = await signer.sign(asked);
      return post(`https://${endpoint}${path}?qos=1`, { headers: signed.headers, agent, body });
    };
    expect(await send('gauges/readings/sensor-1')).toBe(200);
    expect(await send('gauges/readings/sensor-2')).toBe(403);
    expect(await send('gauges/readings/sensor-1', 'guessed')).toBe(403);
    expect(await send('gauges/readings/sensor-1', undefined, JSON.stringify('x'.repeat(128 * 1024)))).toBe(413);
    expect(await post(`https://${endpoint}/topics/gauges%2Freadings%2Fsensor-1`, { agent })).toBe(403);
    expect(sent).toHaveLength(1);
  });
});

describe('startIot', () => {
  it('says so when a message ends before its end, and goes on', async () => {
    const { url } = await start(roleTemplate);
    const headers = { 'content-length': '20' };
    const sending = request(`${url}topics/gauges`, {
      method: 'POST',
      headers,
      agent: new Agent({ ca: read('authority.pem') }),
    });
    sending.on('error', () => {}); // which is of its own making
    sending.write('{"celsius"', () => setTimeout(() => sending.destroy(), 50));
    const problem = { type: 'problem', message: 'PUBLISH /topics/gauges: aborted' };
    await expect.poll(() => events, { timeout: 5000 }).toContainEqual(problem);
  });

  it('says which port is taken', async () => {
    const { port } = new URL((await start(roleTemplate)).url);
    const options = { packages, devicesDirectory: directory, port: Number(port), report: () => {} };
    const sqs = { endpoint: '', targetPrefix: 'AmazonSQS', region: 'eu-west-1' };
    const second = startIot({ ...options, sqs, reader: gaugeReader(roleTemplate, '') });
    await expect(second).rejects.toThrow(`port ${port} is taken; give another one with --port`);
  });

  it('takes over other rules and policies under connections that stay', async () => {
    const { url } = await start(certificateTemplate);
    const client = await connectAsync(url.replace('https', 'mqtts'), { ...identity('sensor-1'), clientId: 'sensor-1' });
    const { Claim, Rule, ...others } = certificateTemplate.Resources;
    const payload = {
      ...(Rule!.Properties!.TopicRulePayload as object),
      Sql: "SELECT 'new' AS rule FROM 'gauges/+/+'",
    };
    const rule = { ...Rule!, Properties: { ...Rule!.Properties, TopicRulePayload: payload } };
    const changed = { ...certificateTemplate, Resources: { ...others, Policy: Claim!, Rule: rule } };
    const endpoint = `http://127.0.0.1:${(queue.address() as AddressInfo).port}`;
    await iot!.reload(gaugeReader(changed, endpoint));
    await client.publishAsync('gauges/levels/sensor-2', '{}', { qos: 1 }); // which only the other policy allows
    expect(sent).toEqual([{ rule: 'new' }]);
    await client.endAsync();
  });

  it('leaves nothing where no device may publish', async () => {
    const { Policy: _policy, ...others } = roleTemplate.Resources;
    await expect(start({ Resources: others })).rejects.toThrow('no device may publish in stack "gauges"');
    expect(existsSync(join(directory, 'authority.pem'))).toBe(false);
  });
});
