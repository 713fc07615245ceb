import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntaxErrors } from './syntax-errors';
import { writeService } from '../../src/projen/create-service';
import type { ServiceSpec } from '../../src/spec/service-spec';
import { readTree } from '../examples/examples';
import { anySpec } from '../valid-answers';

/** All files of a written project by path, those of projen among them. */
function written(spec: ServiceSpec): Map<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'spillway-test-'));
  try {
    writeService(spec, { outdir: directory, spillwayVersion: '^0.1.0' });
    return readTree(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

describe('a written project', () => {
  it('has only files that parse, whatever the answers', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(anySpec, (spec) => {
        const files = [...written(spec)].map(([path, contents]) => ({ path, contents }));
        files.forEach(({ path }) => kinds.add(extname(path)));
        expect(files.flatMap(syntaxErrors)).toEqual([]);
      }),
      { numRuns: 15 },
    );
    expect([...kinds]).toEqual(expect.arrayContaining(['.json', '.ts']));
  });
});

describe('syntaxErrors', () => {
  it.each([
    ['a.json', '{"a": }'],
    ['a.yaml', 'a: [1'],
    ['a.yml', 'a: "b'],
  ])('refuses %s when it is broken', (path, contents) => {
    expect(() => syntaxErrors({ path, contents })).toThrow();
  });

  it.each([
    ['a.ts', 'const a = ;'],
    ['tsconfig.json', '{ "a": ; }'],
  ])('reports %s when it is broken', (path, contents) => {
    expect(syntaxErrors({ path, contents })).not.toEqual([]);
  });
});
