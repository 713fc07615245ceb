import type { Terminal } from './terminal';
import type { Verdict } from '../loadtest/judge';
import type { LoadTestReport } from '../loadtest/report';
import { shown } from '../plan/shown';

/** What a load test came to, as a table for a person. */
export function summarizeLoadTest(report: LoadTestReport, style: Terminal['style']): string {
  const { sent, accepted, refused, failed } = report.messages.measured;
  const rows = report.verdicts.map(columns);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map(([mark, measured, limit], index) => {
    const { met } = report.verdicts[index]!;
    const verdict = met ? style('green', 'met   ') : style('red', 'missed');
    return `  ${verdict}  ${mark!.padEnd(widths[0]!)}  ${measured!.padStart(widths[1]!)}  ${limit}`;
  });
  const counts = [`${sent} sent`, `${accepted} accepted`, `${refused} refused`, `${failed} failed`];
  return [`${report.service}, load test "${report.profile}": ${counts.join(', ')}`, ...lines].join('\n');
}

function columns({ mark, measured }: Verdict): string[] {
  const { id, worker, comparison, limit, unit } = mark;
  return [
    worker === undefined ? id : `${id} of ${worker}`,
    measured === undefined ? 'not measured' : String(shown(measured)),
    `${comparison === 'at-most' ? 'at most' : 'at least'} ${shown(limit)} ${unit}`,
  ];
}
