import type { ConcurrencyPlan, PeakMoment } from '../plan/concurrency-plan';
import { chartedMinutes, peakSeries } from '../plan/peak-series';
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
const steps = 120;
const tickMinutes = 3;

/** Puts the peak into the coordinates of `docs/peak.svg`. */
export function peakChart(spec: ServiceSpec, plan: ConcurrencyPlan): PeakChartView {
  const series = peakSeries(spec, plan, steps);
  const panel = (key: 'concurrency' | 'backlog', title: string, upper: number, least: number): PanelView => {
    const top = niceTop(Math.max(least, ...series.map((moment) => moment[key])));
    return { title, points: line(series, key, { top, upper }), top: String(top), upper, lower: upper + height };
  };
  const concurrency = panel('concurrency', 'batches at once', 50, plan.totals.maximum);
  return {
    summary: `at ${spec.peakRate} messages per second from the first second`,
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

function line(
  series: readonly PeakMoment[],
  key: 'concurrency' | 'backlog',
  { top, upper }: { readonly top: number; readonly upper: number },
): string {
  const points = series.map((moment) => ({
    x: rounded(left + (width * moment.minutes) / chartedMinutes),
    y: yOf(moment[key], top, upper),
  }));
  return points
    .filter(({ y }, index) => points[index - 1]?.y !== y || points[index + 1]?.y !== y) // ends of level lines suffice
    .map(({ x, y }) => `${x},${y}`)
    .join(' ');
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
