import { describe, expect, it } from 'vitest';
import { banner, describeEvent, type RunDescription } from '../../src/cli/local-report';
import { localCallers } from '../../src/local/callers';
import type { LocalEvent } from '../../src/local/local-event';

const invocation = { type: 'invocation', function: 'orders/Handler', durationMs: 3 } as const;
const batch = { type: 'batch', queue: 'shop-orders', messages: 3, deleted: 0 } as const;

describe('describeEvent', () => {
  it.each<[LocalEvent, string | undefined]>([
    [
      { type: 'request', method: 'POST', path: '/v1/orders', status: 202, durationMs: 2.6 },
      'POST /v1/orders 202 (3 ms)',
    ],
    [{ ...invocation, outcome: 'succeeded' }, undefined],
    [{ type: 'accepted', resolver: 'Mutation.submitOrders' }, undefined],
    [{ ...invocation, outcome: 'failed', error: 'no stock' }, 'orders/Handler failed: no stock'],
    [{ type: 'throttle', function: 'orders/Handler', reason: 'because' }, 'orders/Handler throttled: because'],
    [{ ...batch, dropped: false }, undefined],
    [{ ...batch, dropped: true }, 'shop-orders: a batch of 3 was throttled until it timed out'],
    [{ type: 'log', function: 'orders/Handler', line: 'hello' }, 'orders/Handler | hello'],
    [{ type: 'log', function: 'orders/Handler', line: '{"_aws":{"Timestamp":1}}' }, undefined],
    [{ type: 'restored', queue: 'shop-orders', messages: 3 }, 'shop-orders: 3 messages of an earlier run'],
    [{ type: 'reloaded', changed: [], atStart: [] }, 'synthesized again, with nothing new to run'],
    [
      { type: 'reloaded', changed: ['API', 'orders/Handler'], atStart: ['KeySchema of AWS::DynamoDB::Table "Status"'] },
      'taken over: API, orders/Handler\nrestart for KeySchema of AWS::DynamoDB::Table "Status"',
    ],
    [{ type: 'problem', message: 'cannot receive' }, 'cannot receive'],
  ])('%j', (event, text) => expect(describeEvent(event)).toBe(text));
});

describe('banner', () => {
  const run: RunDescription = {
    name: 'shop',
    region: 'eu-west-1',
    url: 'http://127.0.0.1:1/v1/',
    statusUrl: 'http://127.0.0.1:2/',
    outputsFile: '/runs/shop/outputs.json',
    sqsEndpoint: 'http://127.0.0.1:3',
    dynamodbEndpoint: 'http://127.0.0.1:4',
    routes: ['POST /orders'],
    example: { service: 'execute-api', url: 'http://127.0.0.1:1/v1/orders', body: '{}' },
    workers: ['orders'],
    callers: localCallers,
    certificates: [],
  };

  it('says what is where, and gives a call that works as it is', () => {
    const text = banner(run);
    expect(text).toContain('shop is running; Ctrl-C stops it and forgets its messages');
    expect(text).not.toContain('behind');
    const downstream = { url: 'http://127.0.0.1:5', isStandIn: true };
    expect(banner({ ...run, downstream })).toContain('  behind    http://127.0.0.1:5 (a stand-in)\n');
    expect(banner({ ...run, dataDirectory: '/data' })).toContain('Ctrl-C stops it and keeps its messages in /data\n');
    for (const stated of ['http://127.0.0.1:2/', '/runs/shop/outputs.json', 'arn:aws:iam::000000000000:user/bob']) {
      expect(text).toContain(stated);
    }
    expect(text).toContain('--user "LOCALALICE:local-secret-of-alice"');
    expect(text).toMatch(/--data '\{\}' http:\/\/127\.0\.0\.1:1\/v1\/orders\n/);
  });

  it('signs the example for the service that it calls', () => {
    const example = {
      service: 'appsync',
      url: 'http://127.0.0.1:1/graphql',
      body: '{"query":"{ __typename }"}',
    } as const;
    const text = banner({ ...run, example });
    expect(text).toContain('--aws-sigv4 "aws:amz:eu-west-1:appsync"');
    expect(text).toMatch(/--data '\{"query":"\{ __typename \}"\}' http:\/\/127\.0\.0\.1:1\/graphql\n/);
  });

  it('names the certificates that callers have', () => {
    const client = { authority: 'certs/a.pem', certificate: 'certs/c.pem', key: 'certs/c.key' };
    const text = banner({ ...run, url: 'https://127.0.0.1:1/', callers: [], certificates: [client] });
    expect(text).toContain('curl --cacert certs/a.pem --cert certs/c.pem --key certs/c.key');
    expect(text).not.toContain('LOCALALICE');
  });

  describe('of devices', () => {
    const devices = {
      proof: 'certificate',
      hasMqtt: true,
      directory: '/runs/shop/devices',
      authorityFile: '/runs/shop/devices/authority.pem',
      topics: ['shop/orders/+'],
      known: [{ name: 'sensor-1', certificateId: 'abc' }],
      claimDirectory: '/runs/shop/devices/claim',
    } as const;
    const bannerOf = (changes: Partial<NonNullable<RunDescription['devices']>>) =>
      banner({ ...run, url: 'https://127.0.0.1:1/', callers: [], devices: { ...devices, ...changes } });

    it('says where their files are, and gives a command that publishes with MQTT', () => {
      const text = bannerOf({});
      expect(text).toContain('sensor-1  /runs/shop/devices/sensor-1');
      expect(text).toContain('claim     /runs/shop/devices/claim');
      expect(text).toContain('mosquitto_pub -h 127.0.0.1 -p 1 -i sensor-1 --cafile /runs/shop/devices/authority.pem');
      expect(text).toContain("-t shop/orders/sensor-1 -m '{}'");
    });

    it('shows two devices, and tells of the others', () => {
      const known = Array.from({ length: 10 }, (_, index) => ({ name: `sensor-${index + 1}`, certificateId: 'abc' }));
      const text = bannerOf({ known });
      expect(text).toContain('sensor-2  /runs/shop/devices/sensor-2\n            and 8 more beside them\n');
      expect(text).not.toContain('sensor-3');
    });

    it('gives one that publishes over HTTPS where there is no MQTT, on the topic of the certificate', () => {
      const text = bannerOf({ hasMqtt: false });
      expect(text).toContain('curl --cert /runs/shop/devices/sensor-1/certificate.pem');
      expect(text).toContain("'https://127.0.0.1:1/topics/shop/orders/abc?qos=1'");
    });

    it('gives one that signs', () => {
      const known = [{ name: 'sensor-1', accessKeyId: 'LOCALONE', secretAccessKey: 'secret' }];
      const text = bannerOf({ proof: 'signature', known });
      expect(text).toContain('--aws-sigv4 "aws:amz:eu-west-1:iotdevicegateway" --user "LOCALONE:secret"');
      expect(text).toContain("'https://127.0.0.1:1/topics/shop/orders/sensor-1?qos=1'");
    });
  });
});
