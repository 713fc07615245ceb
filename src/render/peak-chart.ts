import type { ConcurrencyPlan, PeakMoment } from '../plan/concurrency-plan';
import { chartedMinutes, peakSeries } from '../plan/peak-series';
import { shown } from '../plan/shown';
import type { ServiceSpec } from '../spec/service-spec';

/** One chart over the first minutes of a peak, in the coordinates of the drawing. */
export interface PanelView {
  readonly title: string;
  /** Points of the line, as SVG takes them. */
  readonly points: string;
  /** What the upper end of the axis stands for. */
  readonly top: string;
  /** The edges of the panel. */
  readonly upper: number;
  readonly lower: number;
}

/** Concurrency and backlog, one above the other. */
export interface PeakChartView {
  readonly summary: string;
  readonly concurrency: PanelView;
  readonly backlog: PanelView;
  /** The maximum of all event sources together, as a line of the upper panel. */
  readonly maximumY: number;
  readonly maximum: number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
}

const left = 80;
const width = 600;
const height = 130;
const tickMinutes = 3;

/** Puts the peak into the coordinates of `docs/peak.svg`. */
export function peakChart(spec: ServiceSpec, plan: ConcurrencyPlan): PeakChartView {
  const series = peakSeries(spec, plan);
  const panel = (key: 'concurrency' | 'backlog', title: string, upper: number, least: number): PanelView => {
    const top = niceTop(Math.max(least, ...series.map((moment) => moment[key])));
    return { title, points: line(series, key, { top, upper }), top: String(top), upper, lower: upper + height };
  };
  const concurrency = panel('concurrency', 'batches at once', 50, plan.totals.maximum);
  return {
    summary: `${spec.name} at ${spec.peakRate} messages per second${letIn(plan)}`,
    concurrency,
    backlog: panel('backlog', 'messages waiting', 230, 10),
    maximum: plan.totals.maximum,
    maximumY: yOf(plan.totals.maximum, Number(concurrency.top), concurrency.upper),
    ticks: Array.from({ length: chartedMinutes / tickMinutes + 1 }, (_, index) => ({
      x: left + (width * index * tickMinutes) / chartedMinutes,
      label: String(index * tickMinutes),
    })),
  };
}

/** What of a peak gets in, where the throttle of the API refuses some of it. */
function letIn({ peak }: ConcurrencyPlan): string {
  const { refusedRatePerSecond: refused = 0, acceptedRatePerSecond: accepted } = peak;
  return refused > 0 ? `, of which the API lets ${shown(accepted)} in` : ' from the first second';
}

function line(
  series: readonly PeakMoment[],
  key: 'concurrency' | 'backlog',
  { top, upper }: { readonly top: number; readonly upper: number },
): string {
  const points = series.map((moment) => ({
    x: rounded(left + (width * moment.minutes) / chartedMinutes),
    y: yOf(moment[key], top, upper),
  }));
  return straightened(points)
    .map(({ x, y }) => `${x},${y}`)
    .join(' ');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far a line may pass by a point that is left out, in the drawing's units. */
const tolerance = 0.2;

/** The points without those that a straight line between their neighbours meets anyway. */
function straightened(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  points.forEach((point, index) => {
    const [last, next] = [kept.at(-1), points[index + 1]];
    if (!last || !next || !skips(points, points.indexOf(last), index + 1)) {
      kept.push(point);
    }
  });
  return kept;
}

/** Whether the line from one point to another passes close to all between them. */
function skips(points: readonly Point[], from: number, to: number): boolean {
  const [start, end] = [points[from]!, points[to]!];
  const slope = (end.y - start.y) / (end.x - start.x);
  return points.slice(from + 1, to).every(({ x, y }) => Math.abs(start.y + slope * (x - start.x) - y) <= tolerance);
}

function yOf(value: number, top: number, upper: number): number {
  return rounded(upper + height * (1 - value / top));
}

/** The next of 1, 2, 5, 10, 20 ... at or above a value: an axis that ends in a round number. */
export function niceTop(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return magnitude * [1, 2, 5, 10].find((factor) => factor * magnitude >= value)!;
}

function rounded(coordinate: number): number {
  return Number(coordinate.toFixed(1));
}
