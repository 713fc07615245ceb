import { describe, expect, it, vi } from 'vitest';
import { InterruptedError, untilInterrupted } from '../../src/cli/interruption';

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
