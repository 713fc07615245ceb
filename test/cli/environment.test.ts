import { describe, expect, it } from 'vitest';
import { packageManagerOf } from '../../src/cli/environment';

describe('packageManagerOf', () => {
  it.each([
    ['pnpm/10.1.0 npm/? node/v22.0.0', 'pnpm'],
    ['npm/10.9.0 node/v22.0.0 linux x64', 'npm'],
    ['yarn/4.5.0 npm/? node/v22.0.0', 'yarn'],
    ['bun/1.2.0', 'bun'],
    ['deno/2.0.0', undefined],
    [undefined, undefined],
  ])('reads %j', (userAgent, expected) => {
    expect(packageManagerOf(userAgent)).toBe(expected);
  });

  it('suggests no Yarn to who runs Yarn 1, which cannot install what is written for a newer one', () => {
    expect(packageManagerOf('yarn/1.22.22 npm/? node/v22.0.0')).toBeUndefined();
  });
});
