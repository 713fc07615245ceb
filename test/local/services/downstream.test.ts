import { get } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalEvent } from '../../../src/local/local-event';
import { call } from '../../../src/local/services/aws-json';
import { type DownstreamOptions, withDownstream } from '../../../src/local/services/downstream';
import { startSecrets } from '../../../src/local/services/local-secrets';
import type { SynthesizedStack } from '../../../src/local/template/assembly';
import { readSecrets } from '../../../src/local/template/secrets';
import { StackReader } from '../../../src/local/template/stack-reader';
import { shopReader, shopStack } from '../template/shop-stack';

const events: LocalEvent[] = [];
const stops: (() => Promise<void>)[] = [];
afterEach(async () => void (await Promise.all(stops.splice(0).map(async (stop) => stop()))));

const template = { Parameters: { DownstreamBaseUrl: {} }, Resources: {} };

async function behind(options: DownstreamOptions, stack: SynthesizedStack = shopStack(template)) {
  return withDownstream(stack, options, {
    report: (event) => events.push(event),
    onStop: (stop) => stops.push(stop),
  });
}

const addressIn = (stack: SynthesizedStack) => new StackReader(stack, (name) => name).ref('DownstreamBaseUrl');

describe('what is behind the workers', () => {
  it('is where the user says', async () => {
    const { stack, downstream } = await behind({ url: 'http://127.0.0.1:9/v2' });
    expect(downstream).toEqual({ url: 'http://127.0.0.1:9/v2', isStandIn: false });
    expect(addressIn(stack)).toBe('http://127.0.0.1:9/v2');
  });

  it('is nothing for a stack that does not ask', async () => {
    expect(await behind({}, shopStack())).toEqual({ stack: shopStack() });
    expect(events).toEqual([]);
    expect(await behind({ url: 'http://127.0.0.1:9' }, shopStack())).toEqual({ stack: shopStack() });
    expect(await behind({ latencyMs: 5 }, shopStack())).toEqual({ stack: shopStack() });
    expect(events).toMatchObject([
      { message: expect.stringContaining('nothing calls http://127.0.0.1:9') },
      { message: expect.stringContaining('nothing calls a stand-in') },
    ]);
  });

  it('is a stand-in that answers, and refuses what is too much at once', async () => {
    const { stack, downstream } = await behind({ latencyMs: 200, concurrency: 2 });
    expect(downstream?.isStandIn).toBe(true);
    const url = String(addressIn(stack));
    const post = async () => fetch(`${url}/orders`, { method: 'POST', body: '{"count":1}' });
    const start = performance.now();
    const answers = await Promise.all([post(), post(), post()]);
    expect(performance.now() - start).toBeGreaterThan(190);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 503]);
    expect(await (await post()).json()).toEqual({});
  });
});

const secret = (Properties: Record<string, unknown>) => ({ Type: 'AWS::SecretsManager::Secret', Properties });

describe('the local Secrets Manager', () => {
  const reader = shopReader({
    Resources: {
      Key: secret({}),
      Fixed: secret({ Name: 'fixed', SecretString: 'stated' }),
      Made: secret({
        GenerateSecretString: { SecretStringTemplate: '{"user":"shop"}', GenerateStringKey: 'password' },
      }),
    },
  });

  async function valueOf(SecretId: string): Promise<string> {
    const server = await startSecrets(readSecrets(reader, 'key of the caller'));
    stops.push(() => server.stop());
    const service = { endpoint: server.url, targetPrefix: 'secretsmanager', region: 'eu-west-1' };
    const { SecretString } = await call<{ SecretString: string }>(service, 'GetSecretValue', { input: { SecretId } });
    await expect(call(service, 'DeleteSecret', { input: { SecretId } })).rejects.toThrow('DeleteSecret does not run');
    return SecretString;
  }

  it('holds what the template says, and the key of the caller where it says nothing', async () => {
    expect(await valueOf('Key')).toBe('key of the caller');
    expect(await valueOf('fixed')).toBe('stated');
    expect(JSON.parse(await valueOf('Made'))).toEqual({ user: 'shop', password: expect.stringMatching(/^\w{32}$/) });
  });

  it('knows a secret by what a reference to it gives', async () => {
    expect(reader.ref('Key')).toBe('arn:aws:secretsmanager:eu-west-1:000000000000:secret:Key-local1');
    expect(await valueOf(String(reader.ref('Key')))).toBe('key of the caller');
  });

  it('refuses what it cannot read, and goes on', async () => {
    const server = await startSecrets(readSecrets(reader, 'key of the caller'));
    stops.push(() => server.stop());
    const headers = { 'x-amz-target': 'secretsmanager.GetSecretValue' };
    for (const body of ['{', 'null', '']) {
      const answer = await fetch(server.url, { method: 'POST', headers, body });
      expect([answer.status, await answer.json()]).toMatchObject([400, { __type: 'SerializationException' }]);
    }
  });

  it('tells nothing to a page of another site that had its name lead here', async () => {
    const { port, url, stop } = await startSecrets(readSecrets(reader, 'key of the caller'));
    stops.push(stop);
    const statusFor = (host: string) =>
      new Promise((resolve, reject) => {
        get(url, { headers: { host } }, ({ statusCode }) => resolve(statusCode)).on('error', reject);
      });
    expect(await statusFor(`evil.example:${port}`)).toBe(403);
    expect(await statusFor(`localhost:${port}`)).toBe(400); // which is an operation that it does not know
  });

  it('says what it does not hold', async () => {
    await expect(valueOf('other')).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'the template has no secret "other"',
    });
  });
});
