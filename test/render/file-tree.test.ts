import { describe, expect, it } from 'vitest';
import { FileTree, type EmittedFile } from '../../src/render/file-tree';

const file = (path: string): EmittedFile => ({ path, contents: path, ownership: 'managed' });

describe('FileTree', () => {
  it('sorts by path', () => {
    expect(FileTree.of([file('b'), file('a/c'), file('a')]).files.map(({ path }) => path)).toEqual(['a', 'a/c', 'b']);
  });

  it('refuses two files at one path', () => {
    expect(() => FileTree.of([file('src/main.ts'), file('src/main.ts')])).toThrow('two layers emit src/main.ts');
  });
});
