import { Duration, Stack } from 'aws-cdk-lib';
import type { HorizontalAnnotation, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { GraphWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { QueueWorker } from './queue-worker';

const period = Duration.minutes(1);

/** One dashboard row of a worker, a third of the width (24 units) for each graph. */
export function workerWidgets(worker: QueueWorker): IWidget[] {
  return [queueWidget(worker), concurrencyWidget(worker), outcomeWidget(worker)];
}

function queueWidget({ limits, queue, deadLetterQueue }: QueueWorker): IWidget {
  const waiting = { period, statistic: Stats.MAXIMUM };
  return new GraphWidget({
    title: `${limits.name}: messages`,
    width: 8,
    left: [
      queue.metricApproximateNumberOfMessagesVisible({ ...waiting, label: 'waiting' }),
      deadLetterQueue.metricApproximateNumberOfMessagesVisible({ ...waiting, label: 'dead letters' }),
    ],
    right: [queue.metricApproximateAgeOfOldestMessage({ ...waiting, label: 'age of oldest (s)' })],
  });
}

function concurrencyWidget({ limits, handler }: QueueWorker): IWidget {
  const annotations: HorizontalAnnotation[] = [{ value: limits.maximumConcurrency, label: 'maximum concurrency' }];
  if (limits.reservedConcurrency !== undefined) {
    annotations.push({ value: limits.reservedConcurrency, label: 'reserved concurrency' });
  }
  return new GraphWidget({
    title: `${limits.name}: concurrency`,
    width: 8,
    left: [handler.metric('ConcurrentExecutions', { period, statistic: Stats.MAXIMUM })],
    leftAnnotations: annotations,
    right: [handler.metricThrottles({ period })],
  });
}

function outcomeWidget({ limits, handler }: QueueWorker): IWidget {
  const messages = (metricName: string) =>
    new Metric({
      namespace: Stack.of(handler).stackName,
      metricName,
      dimensionsMap: { service: limits.name },
      period,
      statistic: Stats.SUM,
    });
  return new GraphWidget({
    title: `${limits.name}: outcome`,
    width: 8,
    left: [messages('MessagesSucceeded'), messages('MessagesFailed'), handler.metricErrors({ period })],
    right: [handler.metricDuration({ period, statistic: 'p95' })],
  });
}
