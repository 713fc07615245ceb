import { Duration, Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { failureMark } from '../resolvers/failure-mark';

const period = Duration.minutes(1);

/**
 * Adds to a metric of failures those that resolvers log: AppSync answers them with HTTP 200, which no metric of its own shows.
 *
 * @param answered failures that show in the status of an answer
 * @param logGroup where the resolvers log to
 */
export function withResolverFailures(answered: IMetric, logGroup: LogGroup): MathExpression {
  const logged = logGroup
    .addMetricFilter('Failures', {
      filterPattern: FilterPattern.allTerms(failureMark),
      metricNamespace: Stack.of(logGroup).stackName,
      metricName: 'FrontDoorFailures',
      metricValue: '1',
    })
    .metric({ period, statistic: Stats.SUM });
  return new MathExpression({
    expression: 'FILL(answered, 0) + FILL(logged, 0)',
    usingMetrics: { answered, logged },
    period,
    label: 'failures',
  });
}
