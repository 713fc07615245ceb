import { describe, expect, it } from 'vitest';
import { describeError } from '../../src/cli/problems';

describe('describeError', () => {
  it('says what is behind an error', () => {
    const error = new Error('cannot pack', { cause: new Error('"npm pack" failed', { cause: new Error('ENOENT') }) });
    expect(describeError(error)).toBe('cannot pack\n  because "npm pack" failed\n  because ENOENT');
  });

  it('says nothing twice', () => {
    expect(describeError(new Error('failed: ENOENT', { cause: new Error('ENOENT') }))).toBe('failed: ENOENT');
  });
});
