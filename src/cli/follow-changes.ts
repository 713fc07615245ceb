import type { FolderWatch } from './folder-watch';
import { describeError } from './problems';
import type { Report } from '../local/local-event';
import type { Reloaded } from '../local/reload-service';

export interface Following {
  readonly watch: FolderWatch;
  readonly synthesize: () => Promise<void>;
  /** Takes over what was synthesized. */
  readonly reload: () => Promise<Reloaded>;
  readonly report: Report;
  /** Ends what is followed, too. */
  readonly interruption: AbortSignal;
}

/**
 * Brings changes of the sources into a service that runs. What fails leaves the service as it was, and is reported.
 *
 * @returns what ends it, and waits for what is on its way
 */
export function followChanges(following: Following): () => Promise<void> {
  const ending = new AbortController();
  const followed = follow(following, AbortSignal.any([ending.signal, following.interruption]));
  return async () => {
    ending.abort();
    await followed;
  };
}

async function follow({ watch, synthesize, reload, report }: Following, signal: AbortSignal): Promise<void> {
  while (await watch.next(signal)) {
    try {
      await synthesize();
      report({ type: 'reloaded', ...(await reload()) });
    } catch (error) {
      if (!signal.aborted) {
        report({
          type: 'problem',
          message: `not taken over, the service runs as before: ${describeError(error as Error)}`,
        });
      }
    }
  }
}
