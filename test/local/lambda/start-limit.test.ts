import { describe, expect, it } from 'vitest';
import { StartLimit } from '../../../src/local/lambda/start-limit';

/** Something that starts, and takes until it is told to end. */
function starter(name: string, started: string[]) {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const start = () => {
    started.push(name);
    return ended;
  };
  return { start, end };
}

describe('StartLimit', () => {
  it('starts the next as soon as one has ended, in their order', async () => {
    const started: string[] = [];
    const limit = new StartLimit(2);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => starter(name, started));
    [a!, b!, c!, d!].forEach(({ start }) => limit.add(start));
    expect(started).toEqual(['a', 'b']);
    b!.end();
    await expect.poll(() => started).toEqual(['a', 'b', 'c']);
    a!.end();
    c!.end();
    await expect.poll(() => started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('passes over what need not start any more', () => {
    const started: string[] = [];
    const limit = new StartLimit(1);
    limit.add(() => undefined);
    limit.add(starter('a', started).start);
    expect(started).toEqual(['a']);
  });
});
