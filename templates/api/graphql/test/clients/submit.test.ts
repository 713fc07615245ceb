import { parse, validate } from 'graphql';
import { expect, test, vi } from 'vitest';
import type { GraphqlClient } from '../../clients/graphql-client';
import { parseMessageArgument } from '../../clients/message-argument';
import { submit } from '../../clients/submit';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { serviceSchema } from '../support/schema';

const names = Object.keys(workers) as WorkerName[];

test.each(names)('asks for what the schema offers for %s, and sends the payload as a variable', async (worker) => {
  const execute = vi.fn(async (_document: string, _variables: object) => ({ receipt: { id: 'a' } }));
  const payload = { text: '"}) { id } forged: ' };
  await expect(submit({ execute } as unknown as GraphqlClient, worker, payload)).resolves.toBe('a');
  const [document = '', variables] = execute.mock.lastCall ?? [];
  expect(validate(serviceSchema(), parse(document))).toEqual([]);
  expect(variables).toEqual({ payload });
});

test('reads a message from the command line', () => {
  const [worker = ''] = names;
  expect(parseMessageArgument([worker, '{"sku":"A-1"}'])).toEqual({ worker, payload: { sku: 'A-1' } });
});

test.each([[[]], [['toString', '{}']], [[names[0] ?? '', 'text']], [[names[0] ?? '', '7']]])('refuses %j', (args) => {
  expect(() => parseMessageArgument(args)).toThrow();
});
