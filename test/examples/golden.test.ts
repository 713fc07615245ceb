import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listExamples, readTree, writeExample } from './examples';

let written: string;

beforeEach(() => (written = mkdtempSync(join(tmpdir(), 'spillway-test-'))));
afterEach(() => rmSync(written, { recursive: true, force: true }));

describe.each(listExamples())('generated-examples/$name', (example) => {
  it('is what the generator writes, no file more and none less', () => {
    writeExample(example, written);
    const [expected, committed] = [readTree(written), readTree(example.directory)];
    expect([...committed.keys()], 'run "npm run examples" and read the difference').toEqual([...expected.keys()]);
    const different = [...expected]
      .filter(([path, contents]) => committed.get(path) !== contents)
      .map(([path]) => path);
    expect(different, 'run "npm run examples" and read the difference').toEqual([]);
  });
});
