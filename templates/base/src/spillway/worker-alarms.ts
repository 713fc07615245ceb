import { Duration } from 'aws-cdk-lib';
import type { AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { QueueWorker } from './queue-worker';

/** An alarm that fires when its metric reaches the threshold; missing data never fires it. */
export type AlarmSpec = Pick<AlarmProps, 'metric' | 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm'> & {
  /** Construct id of the alarm, unique within its owner. */
  readonly name: string;
  /** What is wrong when it fires, in words for the person on call. */
  readonly description: string;
};

const period = Duration.minutes(1);

/** Share of the maximum concurrency at which a worker counts as full: the next rise in load only makes the queue longer. */
const fullShare = 0.9;

/** The alarms of one worker: about its messages first, then about its function. */
export function workerAlarms(worker: QueueWorker): AlarmSpec[] {
  return [...messageAlarms(worker), ...functionAlarms(worker)];
}

function messageAlarms({ limits, queue, deadLetterQueue }: QueueWorker): AlarmSpec[] {
  return [
    {
      name: 'DeadLetters',
      description: `${limits.name}: a message failed ${limits.maxReceiveCount} times and waits in the dead-letter queue`,
      metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period, statistic: Stats.MAXIMUM }),
      threshold: 1,
      evaluationPeriods: 1,
    },
    {
      name: 'OldestMessage',
      description: `${limits.name}: messages arrive faster than they are handled`,
      metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: Stats.MAXIMUM }),
      // A message that failed once is back after one visibility timeout. Older than two means that it waits for its turn.
      threshold: 2 * limits.visibilityTimeoutSeconds,
      evaluationPeriods: 3,
    },
  ];
}

function functionAlarms({ limits, handler }: QueueWorker): AlarmSpec[] {
  return [
    {
      name: 'Throttles',
      description: `${limits.name}: Lambda refuses invocations; each refusal brings messages nearer to the dead-letter queue`,
      metric: handler.metricThrottles({ period, statistic: Stats.SUM }),
      threshold: 1,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
    {
      name: 'Errors',
      description: `${limits.name}: whole batches fail, or the function crashes or times out`,
      metric: handler.metricErrors({ period, statistic: Stats.SUM }),
      threshold: 1,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
    {
      name: 'ConcurrencyFull',
      description: `${limits.name}: at ${fullShare * 100} % of its maximum concurrency of ${limits.maximumConcurrency}`,
      metric: handler.metric('ConcurrentExecutions', { period, statistic: Stats.MAXIMUM }),
      threshold: Math.ceil(fullShare * limits.maximumConcurrency),
      evaluationPeriods: 5,
    },
  ];
}
