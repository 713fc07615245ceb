import type { ConcurrencyPlan, PeakMoment } from '../plan/concurrency-plan';
import { chartedMinutes, peakSeries } from '../plan/peak-series';
import { shown } from '../plan/shown';
import type { ServiceSpec } from '../spec/service-spec';

const columns = 60;
const rows = 6;
const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const labelWidth = 10;

/** Concurrency and backlog over the first minutes of a peak, as two charts of at most 80 columns. */
export function drawPeak(spec: ServiceSpec, plan: ConcurrencyPlan): string {
  const series = peakSeries(spec, plan, columns - 1);
  return [
    ...drawPanel('batches at once', series, 'concurrency', plan.totals.maximum),
    '',
    ...drawPanel('messages waiting', series, 'backlog', 1),
    ...drawAxis(),
  ].join('\n');
}

/** @param least what the axis reaches at least, so that a chart of nothing has a height */
function drawPanel(
  title: string,
  series: readonly PeakMoment[],
  key: 'concurrency' | 'backlog',
  least: number,
): string[] {
  const top = Math.max(least, ...series.map((moment) => moment[key]));
  const lines = Array.from({ length: rows }, (_, row) => {
    const floor = rows - 1 - row;
    const label = row === 0 ? String(shown(top)) : floor === 0 ? '0' : '';
    const bars = series.map((moment) => block((moment[key] / top) * rows - floor)).join('');
    return `${label.padStart(labelWidth)} │${bars}`.trimEnd();
  });
  return [`${' '.repeat(labelWidth)} ${title}`, ...lines];
}

/** How much of a cell is filled. What is there at all shows, however little. */
function block(fill: number): string {
  const part = Math.min(8, Math.max(0, Math.ceil(fill * 8)));
  return eighths[part]!;
}

function drawAxis(): string[] {
  const quarter = columns / 3;
  const labels = [1, 2, 3].map((part) => String((chartedMinutes * part) / 3).padStart(quarter)).join('');
  const indent = ' '.repeat(labelWidth);
  return [`${indent} └${'─'.repeat(columns)}`, `${indent} 0${labels} minutes`];
}
