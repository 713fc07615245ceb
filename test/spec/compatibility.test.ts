import { describe, expect, it } from 'vitest';
import { SpillwayService } from '../../src/projen/spillway-service';
import { checkAnswer, parseSpec } from '../../src/spec/parse-spec';
import type { Answers, FieldName } from '../../src/spec/service-spec';
import { leastAnswers, specOf } from '../valid-answers';

const refusals: readonly (readonly [refused: FieldName, given: Answers, value: unknown, reason: RegExp])[] = [
  ['response', { api: 'iot' }, 'polling', /acknowledges a publish and sends nothing else back/],
  ['protocols', { api: 'rest-sqs' }, ['https'], /called over HTTPS only/],
  ['protocols', { api: 'iot', auth: 'x509' }, ['mqtt', 'mqtt-wss'], /no client certificate for MQTT over WebSocket/],
  ['protocols', { api: 'iot', auth: 'sigv4' }, ['mqtt'], /SigV4 signature over HTTPS and WebSocket only/],
  ['protocols', { api: 'graphql' }, ['https'], /called over HTTPS only/],
  ['response', { api: 'rest-sqs' }, 'subscription', /a REST API answers a request once/],
  ['response', { api: 'graphql', auth: 'x509' }, 'subscription', /AppSync takes no client certificates/],
  ['identityPool', { api: 'rest-sqs' }, 'cognito', /keeps apart by topic and client id/],
  ['identityPool', { api: 'graphql' }, 'cognito', /keeps apart by topic and client id/],
  ['identityPool', { api: 'iot', auth: 'x509' }, 'cognito', /signs nothing with them/],
  ['domainName', { api: 'iot', auth: 'x509' }, 'api.shop.example', /is for a domain with mutual TLS/],
];

describe('impossible pairs', () => {
  it.each(refusals)('%s beside %j: %j is refused with the reason', (field, given, value, reason) => {
    const refusal = expect.objectContaining({
      code: 'incompatible-choice',
      path: field,
      message: expect.stringMatching(reason),
    });
    expect(parseSpec({ ...leastAnswers, ...given, [field]: value })).toEqual({ problems: [refusal] });
    expect(checkAnswer(given, field, value)).toEqual([refusal]);
    expect(() => new SpillwayService({ ...leastAnswers, ...given, [field]: value } as never)).toThrow(reason);
  });

  it('name the value that does not go, and none that does', () => {
    const [problem] = checkAnswer({ api: 'iot', auth: 'x509' }, 'protocols', ['mqtt', 'mqtt-wss']);
    expect(problem!.message).toMatch(/^"mqtt-wss" does not go with auth "x509"/);
  });
});

describe('what follows from the API style', () => {
  it.each([
    [{ api: 'rest-sqs' }, 'polling', undefined],
    [{ api: 'iot' }, 'fire-and-forget', ['mqtt-wss', 'https']],
    [{ api: 'iot', auth: 'x509' }, 'fire-and-forget', ['mqtt', 'https']],
  ])('%j', (answers, response, protocols) => {
    expect(specOf(answers)).toMatchObject({ response });
    expect(specOf(answers).protocols).toEqual(protocols);
  });

  it('takes protocols once each, in the order of the choices', () => {
    expect(specOf({ api: 'iot', auth: 'x509', protocols: ['https', 'mqtt', 'https'] }).protocols).toEqual([
      'mqtt',
      'https',
    ]);
    expect(parseSpec({ ...leastAnswers, api: 'iot', protocols: [] })).toHaveProperty('problems');
    expect(parseSpec({ ...leastAnswers, api: 'iot', protocols: ['coap'] })).toHaveProperty('problems');
  });
});
