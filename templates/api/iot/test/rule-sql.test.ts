import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { evaluateSql } from './support/iot-sql';
import { serviceTemplate } from './support/service-template';

const rules = Object.values(serviceTemplate().findResources('AWS::IoT::TopicRule')).map((it) => ({
  name: String(it.Properties.RuleName),
  sql: String(it.Properties.TopicRulePayload.Sql),
}));

const principal = 'certificate-of-sensor-1';

describe.each(Object.keys(workers))('the rule of %s', (worker) => {
  const { sql = '' } = rules.find(({ name }) => name === `service__${worker.replaceAll('-', '_')}`) ?? {};
  const publish = (payload: Record<string, unknown>, topic = `service/${worker}/sensor-1`) =>
    evaluateSql(sql, { topic, principal, payload });

  test.each<Record<string, unknown>>([
    { id: 'forged', principal: 'forged', device: 'forged', payload: { nested: true } },
    JSON.parse('{"__proto__":{"id":"forged"},"constructor":"forged"}') as Record<string, unknown>,
    { 'id ': 'forged', ID: 'forged', "') AS id": 'forged' },
    {},
  ])('takes nothing of the envelope from the payload %j', (payload) => {
    const row = publish(payload);
    expect(Object.keys(row ?? {})).toEqual(['id', 'principal', 'device', 'payload']);
    expect(row).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), principal, device: 'sensor-1' });
    expect(row?.payload).toBe(payload);
  });

  test('makes another id each time', () => {
    expect(publish({})?.id).not.toBe(publish({})?.id);
  });

  test.each([`service/${worker}`, `service/${worker}/a/b`, `service/not-${worker}/a`, `other/${worker}/a`])(
    'leaves the topic %s alone',
    (topic) => {
      expect(publish({}, topic)).toBeUndefined();
    },
  );
});
