import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadTestFolder } from './load-engine';
import type { LoadTestReport } from './report';
import { reportPage } from './report-page';

const resultsFolder = join(loadTestFolder, 'results');

/** A copy of the last one, so that programs and people need not look for it. */
const lastFolder = 'latest';

/** The report of the load test that was run last; undefined where there is none. */
export function lastReport(project: string): string | undefined {
  const file = join(project, resultsFolder, lastFolder, 'report.html');
  return existsSync(file) ? file : undefined;
}

/**
 * Writes the report in a folder of its own, named for time and profile, and as the last one.
 *
 * @returns the path of the page
 */
export function writeReport(project: string, report: LoadTestReport): string {
  const results = join(project, resultsFolder);
  const folder = join(results, `${report.beganAt.replace(/[:.]/g, '-')}-${report.profile}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), reportPage(report));
  const last = join(results, lastFolder);
  rmSync(last, { recursive: true, force: true });
  cpSync(folder, last, { recursive: true });
  return join(folder, 'report.html');
}
