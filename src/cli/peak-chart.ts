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
  const series = inColumns(peakSeries(spec, plan));
  return [
    ...drawPanel('batches at once', series, 'concurrency', plan.totals.maximum),
    '',
    ...drawPanel('messages waiting', series, 'backlog', 1),
    ...drawAxis(),
  ].join('\n');
}

/** What a column stands for: the most of all its seconds, so that a short backlog shows too. */
type Column = Pick<PeakMoment, 'concurrency' | 'backlog'>;

function inColumns(series: readonly PeakMoment[]): Column[] {
  const perColumn = (series.length - 1) / columns;
  return Array.from({ length: columns }, (_, column) => {
    const within = series.slice(Math.round(column * perColumn), Math.round((column + 1) * perColumn) + 1);
    const most = (key: keyof Column) => Math.max(...within.map((moment) => moment[key]));
    return { concurrency: most('concurrency'), backlog: most('backlog') };
  });
}

/** @param least what the axis reaches at least, so that a chart of nothing has a height */
function drawPanel(title: string, series: readonly Column[], key: keyof Column, least: number): string[] {
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
