import { describe, expect, it } from 'vitest';
import { checkStatements, isAllowed, type PolicyStatement } from '../../../src/local/iot/policy';

const publish: PolicyStatement = {
  Effect: 'Allow',
  Action: ['iot:Publish', 'iot:Receive'],
  Resource: 'arn:aws:iot:eu-west-1:0:topic/shop/*/${iot:Connection.Thing.ThingName}',
};
const thing = { 'iot:Connection.Thing.ThingName': 'sensor-1' };
const ask = (statements: PolicyStatement[], topic: string, context: Record<string, string> = thing) =>
  isAllowed(statements, { action: 'iot:Publish', resource: `arn:aws:iot:eu-west-1:0:topic/${topic}`, context });

describe('isAllowed', () => {
  it('puts the values of variables into resources', () => {
    expect(ask([publish], 'shop/orders/sensor-1')).toBe(true);
    expect(ask([publish], 'shop/orders/sensor-2')).toBe(false);
    expect(ask([publish], 'shop/orders/sensor-1/more')).toBe(false);
  });

  it('matches nothing by a variable that has no value', () => expect(ask([publish], 'shop/orders/', {})).toBe(false));

  it('takes wildcards in values for themselves', () => {
    expect(ask([publish], 'shop/orders/sensor-2', { 'iot:Connection.Thing.ThingName': '*' })).toBe(false);
  });

  it('lets a deny win, and allows nothing by default', () => {
    const deny: PolicyStatement = { Effect: 'Deny', Action: 'iot:*', Resource: '*' };
    expect(ask([publish, deny], 'shop/orders/sensor-1')).toBe(false);
    expect(ask([], 'shop/orders/sensor-1')).toBe(false);
  });

  it('asks for every condition', () => {
    const Condition = { Bool: { 'iot:Connection.Thing.IsAttached': ['true'] } };
    const attached = (value: string) => ({ ...thing, 'iot:Connection.Thing.IsAttached': value });
    expect(ask([{ ...publish, Condition }], 'shop/orders/sensor-1', attached('true'))).toBe(true);
    expect(ask([{ ...publish, Condition }], 'shop/orders/sensor-1', attached('false'))).toBe(false);
    expect(ask([{ ...publish, Condition }], 'shop/orders/sensor-1')).toBe(false);
  });
});

describe('checkStatements', () => {
  it('refuses a condition that it would not evaluate', () => {
    const Condition = { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } };
    expect(() => checkStatements([publish, { ...publish, Condition }])).toThrow('"DateLessThan"');
  });
});
