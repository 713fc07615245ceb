import { beforeAll, describe, expect, it } from 'vitest';
import { compileSql, topicMatches } from '../../../src/local/iot/rule-sql';
import { type CompileExpression, loadCompileExpression } from '../../../src/local/iot/sql-expression';
import { packages } from '../rest/shop-api';

let compile: CompileExpression;
beforeAll(async () => {
  compile = await loadCompileExpression(packages);
});

/** What a rule makes of a message from `sensor-1`. */
function run(sql: string, payload: object | string = { celsius: 21, place: { room: 'attic' }, id: 'mine' }): unknown {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const message = { topic: 'shop/orders/sensor-1', payload: Buffer.from(text), principal: 'cert', clientId: 'c1' };
  const result = compileSql(sql, compile).apply(message);
  return result === undefined ? undefined : JSON.parse(result);
}

describe('compileSql', () => {
  it('makes the envelope of a written service', () => {
    const columns = 'newuuid() AS id, principal() AS principal, topic(3) AS device, * AS payload';
    expect(run(`SELECT ${columns} FROM 'shop/orders/+'`)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      principal: 'cert',
      device: 'sensor-1',
      payload: { celsius: 21, place: { room: 'attic' }, id: 'mine' },
    });
  });

  it.each([
    ["SELECT * FROM 'shop/#'", { celsius: 21, place: { room: 'attic' }, id: 'mine' }],
    ["SELECT celsius, place.room FROM 'shop/#'", { celsius: 21, room: 'attic' }],
    ["select place.room as room, clientid() as client from 'shop/#'", { room: 'attic', client: 'c1' }],
    ["SELECT *, topic() AS id FROM 'shop/#'", { celsius: 21, place: { room: 'attic' }, id: 'shop/orders/sensor-1' }],
    ["SELECT 'a, (b' AS text, celsius * 2 + 1 AS more FROM 'shop/#'", { text: 'a, (b', more: 43 }],
    ["SELECT absent, absent + 1 AS sum FROM 'shop/#'", {}],
    ["SELECT celsius FROM 'shop/#' WHERE celsius > 20 AND place.room = 'attic'", { celsius: 21 }],
    ["SELECT celsius FROM 'shop/#' WHERE NOT celsius > 20 OR celsius <> 21", undefined],
    ["SELECT celsius FROM 'shop/#' WHERE absent <> 1", undefined],
    ["SELECT * FROM 'shop/+'", undefined],
  ])('%s', (sql, expected) => expect(run(sql)).toEqual(expected));

  it('tells the time in milliseconds', () => {
    const { at } = run("SELECT timestamp() AS at FROM 'shop/#'") as { at: number };
    expect(Math.abs(Date.now() - at)).toBeLessThan(10_000);
  });

  it('carries what is not JSON in base64', () => {
    expect(run("SELECT celsius, * AS payload FROM 'shop/#'", 'hot')).toEqual({ payload: 'aG90' });
  });

  it.each([
    ["SELECT upper(id) AS id FROM 'shop/#'", 'function upper is not known'],
    ["SELECT topic(2) FROM 'shop/#'", 'needs a name'],
    ["SELECT VALUE celsius FROM 'shop/#'", 'is no SELECT'],
    ['SELECT celsius', 'is no SELECT'],
    ["SELECT readings[0] AS first FROM 'shop/#'", 'an element of an array'],
    ["SELECT (celsius AS c FROM 'shop/#'", 'does not run locally'],
  ])('refuses %s', (sql, reason) => expect(() => compileSql(sql, compile)).toThrow(reason));
});

describe('topicMatches', () => {
  it.each([
    ['a/+/c', 'a/b/c', true],
    ['a/+/c', 'a/b/d', false],
    ['a/+', 'a/b/c', false],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a', true],
    ['a/b', 'a', false],
  ])('%s takes %s: %s', (filter, topic, isMatch) => expect(topicMatches(filter, topic)).toBe(isMatch));
});
