import type { FolderWatch } from './folder-watch';
import { describeError } from './problems';
import type { Report } from '../local/local-event';
import type { LocalService } from '../local/start-local-service';

export interface Following {
  readonly watch: FolderWatch;
  readonly service: Pick<LocalService, 'reloadStack'>;
  /** Makes what the service is reloaded from. */
  readonly synthesize: () => Promise<void>;
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

async function follow({ watch, service, synthesize, report }: Following, signal: AbortSignal): Promise<void> {
  while (await watch.next(signal)) {
    try {
      await synthesize();
      report({ type: 'reloaded', ...(await service.reloadStack()) });
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
