/** Exit codes by signal, as shells count them: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Thrown when a signal asked the program to stop. */
export class InterruptedError extends Error {
  constructor(readonly exitCode: number) {
    super('interrupted');
  }
}

/**
 * Runs work that leaves something behind when it is cut short. Whether a signal or an error ends it, `cleanUp` runs.
 *
 * @param work is given a check to call where it could still turn back: it lets pending signals arrive, and throws
 */
export async function untilInterrupted<T>(
  cleanUp: () => void,
  work: (check: () => Promise<void>) => Promise<T>,
): Promise<T> {
  let interruption: InterruptedError | undefined;
  const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  const listeners = signals.map((signal) => {
    const listener = () => (interruption = new InterruptedError(exitCodes[signal]));
    process.once(signal, listener);
    return [signal, listener] as const;
  });
  const check = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    if (interruption) {
      throw interruption;
    }
  };
  try {
    return await work(check);
  } catch (error) {
    cleanUp();
    await check();
    throw error;
  } finally {
    listeners.forEach(([signal, listener]) => process.off(signal, listener));
  }
}
