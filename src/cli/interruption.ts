/** Exit codes by signal, as shells count them: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The user said no to a question, or left it: as after Ctrl-C. */
export const exitCodeForCancellation = exitCodes.SIGINT;

/** A signal asked the program to stop. Thrown only where nothing is left behind. */
export class InterruptedError extends Error {
  constructor(readonly exitCode: number) {
    super('interrupted');
  }
}

/** What work came to, and the signal that came too late to turn it back. */
export interface Outcome<T> {
  readonly result: T;
  readonly interruption: InterruptedError | undefined;
}

/**
 * Runs work that leaves something behind when it is cut short. Whether a signal or an error ends it, `cleanUp` runs.
 *
 * @param work is given a check to call where it could still turn back: it lets pending signals arrive, and throws
 */
export async function untilInterrupted<T>(
  cleanUp: () => void,
  work: (check: () => Promise<void>) => Promise<T>,
): Promise<Outcome<T>> {
  let interruption: InterruptedError | undefined;
  const stopListening = onSignals((came) => (interruption ??= came));
  const letSignalsArrive = () => new Promise((resolve) => setTimeout(resolve));
  const check = async () => {
    await letSignalsArrive();
    if (interruption) {
      throw interruption;
    }
  };
  try {
    const result = await work(check);
    await letSignalsArrive();
    return { result, interruption };
  } catch (error) {
    cleanUp();
    await check();
    throw error;
  } finally {
    stopListening();
  }
}

/**
 * Runs work that can be cut short at any time, because it cleans up by itself.
 *
 * @throws InterruptedError where a signal came before the work was done
 */
export async function abortOnSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stopListening = onSignals((interruption) => controller.abort(interruption));
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    stopListening();
  }
}

/** @returns what ends the listening */
function onSignals(hear: (interruption: InterruptedError) => void): () => void {
  const signals = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  const listeners = signals.map((signal) => {
    const listener = () => hear(new InterruptedError(exitCodes[signal]));
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  return () => listeners.forEach(([signal, listener]) => process.off(signal, listener));
}
