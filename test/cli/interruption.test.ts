import { describe, expect, it, vi } from 'vitest';
import { abortOnSignal, InterruptedError, untilInterrupted } from '../../src/cli/interruption';

describe('untilInterrupted', () => {
  it('cleans up and throws where the work could still turn back', async () => {
    const cleanUp = vi.fn();
    const work = untilInterrupted(cleanUp, async (check) => {
      process.kill(process.pid, 'SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 50));
      await check();
    });
    await expect(work).rejects.toThrow(InterruptedError);
    expect(cleanUp).toHaveBeenCalledOnce();
  });

  it('tells of a signal that came after the last check, and keeps what was done', async () => {
    const cleanUp = vi.fn();
    const { result, interruption } = await untilInterrupted(cleanUp, async (check) => {
      await check();
      process.emit('SIGTERM');
      return 'done';
    });
    expect(result).toBe('done');
    expect(interruption?.exitCode).toBe(143);
    expect(cleanUp).not.toHaveBeenCalled();
  });

  it('leaves no listener behind', async () => {
    const before = process.listenerCount('SIGINT');
    await untilInterrupted(
      () => {},
      () => Promise.resolve(),
    );
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

describe('abortOnSignal', () => {
  it('cuts the work short, and says which exit code that has', async () => {
    const before = process.listenerCount('SIGTERM');
    const work = abortOnSignal(async (signal) => {
      process.emit('SIGTERM');
      signal.throwIfAborted();
      return Promise.resolve('done');
    });
    await expect(work).rejects.toMatchObject({ name: 'Error', exitCode: 143 });
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });

  it('leaves other errors and what was done as they are', async () => {
    await expect(abortOnSignal(() => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    await expect(abortOnSignal(() => Promise.resolve('done'))).resolves.toBe('done');
  });
});
