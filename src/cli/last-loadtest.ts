import type { LoadtestRequest } from './loadtest-command';
import { SpillwayError } from '../errors';
import { lastReport } from '../loadtest/report-folder';
import type { WrittenService } from '../manifest';
import { run } from '../subprocess';

/** What opens a file for a person; on Windows, the first argument in quotation marks would be the title of a window. */
const openers: Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  win32: ['start', ''],
  linux: ['xdg-open'],
};

/**
 * Prints the path of the last report, and opens it for whoever sits at a terminal.
 *
 * @throws SpillwayError `loadtest-failed` where there is none
 */
export async function tellLastReport(
  { directory }: WrittenService,
  { environment, terminal }: LoadtestRequest,
): Promise<number> {
  const file = lastReport(directory);
  if (file === undefined) {
    throw new SpillwayError('loadtest-failed', 'there is no report; run a load test first');
  }
  terminal.result(file);
  const [opener, ...args] = openers[process.platform] ?? [];
  if (environment.hasTerminal && opener !== undefined) {
    await run(opener, [...args, file], { cwd: directory }).catch(() => undefined); // not everybody has a browser; the path is said
  }
  return 0;
}
