import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { AwsClients } from './clients';
import type { DeployedWorker } from './deployed-service';

/** Seconds for which CloudWatch sums up what AWS services measure. */
export const periodSeconds = 60;

/** What is asked of CloudWatch about each worker. */
export type WorkerMetric = 'oldestAge' | 'concurrency' | 'invocations' | 'errors' | 'throttles' | 'processed';

/** One value for each period, by the beginning of the period in milliseconds since 1970. */
export type Series = ReadonlyMap<number, number>;

export type WorkerSeries = Readonly<Record<WorkerMetric, Series>>;

interface MetricSource {
  readonly namespace: string;
  readonly name: string;
  readonly dimension: readonly [name: string, value: string];
  readonly statistic: 'Maximum' | 'Sum';
}

function sourcesOf(worker: DeployedWorker, stackName: string): Readonly<Record<WorkerMetric, MetricSource>> {
  const ofFunction = (name: string, statistic: MetricSource['statistic']): MetricSource => {
    return { namespace: 'AWS/Lambda', name, dimension: ['FunctionName', worker.functionName], statistic };
  };
  return {
    oldestAge: {
      namespace: 'AWS/SQS',
      name: 'ApproximateAgeOfOldestMessage',
      dimension: ['QueueName', worker.queueName],
      statistic: 'Maximum',
    },
    concurrency: ofFunction('ConcurrentExecutions', 'Maximum'),
    invocations: ofFunction('Invocations', 'Sum'),
    errors: ofFunction('Errors', 'Sum'),
    throttles: ofFunction('Throttles', 'Sum'),
    // the runtime of the written project counts it, in the namespace of the stack
    processed: {
      namespace: stackName,
      name: 'MessagesProcessed',
      dimension: ['service', worker.name],
      statistic: 'Sum',
    },
  };
}

export interface MetricWindow {
  readonly stackName: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** Reads the metrics of one worker, in whole periods that cover the window. */
export async function readWorkerMetrics(
  { cloudWatch }: Pick<AwsClients, 'cloudWatch'>,
  worker: DeployedWorker,
  window: MetricWindow,
): Promise<WorkerSeries> {
  const sources = Object.entries(sourcesOf(worker, window.stackName));
  const { MetricDataResults: results = [] } = await cloudWatch.getMetricData({
    ...wholePeriods(window),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: sources.map(([id, source]) => queryOf(id, source)),
  });
  const series = sources.map(([id]) => {
    const { Timestamps: times = [], Values: values = [] } = results.find(({ Id }) => Id === id) ?? {};
    return [id, new Map(times.map((time, index) => [time.getTime(), values[index]!]))];
  });
  return Object.fromEntries(series) as WorkerSeries;
}

/** CloudWatch takes times to the period that they lie in. */
export function wholePeriods({ from, until }: Pick<MetricWindow, 'from' | 'until'>): {
  StartTime: Date;
  EndTime: Date;
} {
  const periodMs = periodSeconds * 1000;
  return {
    StartTime: new Date(Math.floor(from / periodMs) * periodMs),
    EndTime: new Date(Math.ceil(until / periodMs) * periodMs),
  };
}

function queryOf(id: string, { namespace, name, dimension: [Name, Value], statistic }: MetricSource): MetricDataQuery {
  return {
    Id: id,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: name, Dimensions: [{ Name, Value }] },
      Period: periodSeconds,
      Stat: statistic,
    },
  };
}

export function sumOf(series: Series): number {
  return [...series.values()].reduce((sum, value) => sum + value, 0);
}

export function greatestOf(series: Series): number {
  return Math.max(0, ...series.values());
}
