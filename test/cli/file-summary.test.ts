import { describe, expect, it } from 'vitest';
import { summarizeFiles } from '../../src/cli/file-summary';

describe('summarizeFiles', () => {
  it("names what is the user's and counts the rest", () => {
    const paths = ['cdk.json', '.projenrc.ts', 'src/main.ts', 'src/spillway/app.ts', 'src/spillway/auth.ts'];
    expect(summarizeFiles(paths).split('\n')).toEqual([
      '5 files: yours to edit by name, and those that projen keeps up to date:',
      '  ./             .projenrc.ts  + 1 kept up to date',
      '  src/           main.ts',
      '  src/spillway/  2 kept up to date',
    ]);
  });

  it('wraps long lists', () => {
    const handlers = Array.from({ length: 30 }, (_, index) => `src/handlers/worker-${index}.ts`);
    expect(
      Math.max(
        ...summarizeFiles(handlers)
          .split('\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(80);
  });
});
