import { expect, test } from 'vitest';
import { mostAtOnce } from '../support/most-at-once';

test('messages of a batch are handled one after the other', async () => {
  await expect(mostAtOnce()).resolves.toBe(1);
});
