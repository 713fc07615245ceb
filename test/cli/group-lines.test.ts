import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { groupLines } from '../../src/cli/group-lines';

it('writes lines of one turn together, in their order, and those of the next by themselves', async () => {
  const written: string[] = [];
  const write = groupLines((text) => written.push(text));
  write('a');
  write('b');
  expect(written).toEqual([]);
  await turn();
  write('c');
  await turn();
  expect(written).toEqual(['a\nb', 'c']);
});
