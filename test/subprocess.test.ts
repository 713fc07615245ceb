import { describe, expect, it } from 'vitest';
import { invocation, run, runSync } from '../src/subprocess';

describe('invocation', () => {
  it('uses no shell where programs are executables', () => {
    expect(invocation('npm', ['pack', 'a b'], 'linux')).toEqual({ file: 'npm', args: ['pack', 'a b'], shell: false });
    expect(invocation('git', ['add'], 'win32')).toEqual({ file: 'git', args: ['add'], shell: false });
  });

  it('quotes each argument for the shell that starts .cmd files', () => {
    expect(invocation('npm', ['pack', 'C:\\my files'], 'win32')).toEqual({
      file: 'npm "pack" "C:\\my files"',
      args: [],
      shell: true,
    });
  });
});

describe('runSync and run', () => {
  const cwd = process.cwd();

  it('pass arguments as they are, and return what was printed', () => {
    expect(runSync('node', ['-p', '"a  b"'], { cwd })).toBe('a  b\n');
  });

  it('say why a program failed', async () => {
    const args = ['-e', 'console.error("no luck"); process.exit(3)'];
    expect(() => runSync('node', args, { cwd })).toThrow('no luck');
    await expect(run('node', args, { cwd })).rejects.toThrow('no luck');
    const chatty = ['-e', 'for (let line = 0; line < 9; line++) console.error(`line ${line}`); process.exit(3)'];
    await expect(run('node', chatty, { cwd })).rejects.toThrow(/failed: line 4\n/);
    await expect(run('node', chatty, { cwd, shownLines: Infinity })).rejects.toThrow(/failed: line 0\n[^]*line 8$/);
    await expect(run('no-such-program', [], { cwd })).rejects.toThrow('ENOENT');
  });
});
