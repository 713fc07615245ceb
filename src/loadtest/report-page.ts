import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadTestReport } from './report';
import { packageRoot } from '../package-info';

const readPart = (name: string) => readFileSync(join(packageRoot, 'pages/load-test-report', name), 'utf8');

/** The report as one page that needs nothing else: neither a network nor a server. */
export function reportPage(report: LoadTestReport): string {
  const parts: Readonly<Record<string, string>> = {
    style: readPart('report.css'),
    data: inScript(JSON.stringify(report)),
    charts: readPart('charts.js'),
    script: readPart('report.js'),
  };
  return readPart('report.html').replace(/<!-- (\w+) -->/g, (_, name: string) => parts[name]!);
}

/** In a script element, what looks like its end ends it. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}
