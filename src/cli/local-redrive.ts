import type { LocalRequest } from './local-command';
import { SpillwayError } from '../errors';
import type { RunDirectory } from '../local/run-directory';
import { controlHeader } from '../local/status/status-server';

/**
 * Asks the run that is going on to move the dead letters of a worker back to its queue.
 *
 * @returns the exit code
 * @throws SpillwayError `local-run-failed` when the project does not run, or has no such worker
 */
export async function redriveRunning(
  directory: RunDirectory,
  worker: string,
  { flags, terminal }: LocalRequest,
): Promise<number> {
  const current = directory.current();
  if (!current) {
    throw new SpillwayError('local-run-failed', 'this project is not running; start it with "spillway local"');
  }
  const url = new URL(`redrive/${encodeURIComponent(worker)}`, current.statusUrl);
  const response = await fetch(url, { method: 'POST', headers: { [controlHeader]: 'redrive' } });
  const { message, moved } = (await response.json()) as { message?: string; moved?: number };
  if (!response.ok) {
    throw new SpillwayError('local-run-failed', message ?? `redrive was answered ${response.status}`);
  }
  if (flags.json) {
    terminal.result(JSON.stringify({ worker, moved }));
  } else {
    terminal.note(`${worker}: ${moved} messages moved back to the queue`);
  }
  return 0;
}
