import { Duration, Stack } from 'aws-cdk-lib';
import { GraphWidget, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { failureMark } from '../resolvers/failure-mark';
import { api as limits } from './concurrency';
import type { LoggedApi } from './graphql-api';
import type { MonitoredFrontDoor } from './observability';

const period = Duration.minutes(1);

/** The alarm and the dashboard row of the API. */
export function monitorApi({ api, logGroup }: LoggedApi): MonitoredFrontDoor {
  const metric = (metricName: string, statistic: string, label?: string) =>
    new Metric({
      namespace: 'AWS/AppSync',
      metricName,
      dimensionsMap: { GraphQLAPIId: api.apiId },
      period,
      statistic,
      label,
    });
  const serverErrors = new MathExpression({
    expression: 'FILL(answered, 0) + FILL(logged, 0)',
    usingMetrics: { answered: metric('5XXError', Stats.SUM), logged: failuresLogged({ api, logGroup }) },
    period,
    label: 'failures of the API',
  });
  return {
    alarms: [
      {
        name: 'ServerErrors',
        description: 'API: requests fail although the callers did nothing wrong',
        metric: serverErrors,
        threshold: 1,
        evaluationPeriods: 5,
        datapointsToAlarm: 3,
      },
    ],
    widgets: [
      new GraphWidget({
        title: 'API: requests',
        width: 12,
        // one latency is recorded for each request; AppSync counts requests themselves for the whole account only
        left: [metric('Latency', Stats.SAMPLE_COUNT, 'requests'), metric('4XXError', Stats.SUM), serverErrors],
        leftAnnotations: [{ value: 60 * limits.rateLimit, label: 'what the workers keep up with' }],
      }),
      new GraphWidget({
        title: 'API: latency',
        width: 12,
        left: [metric('Latency', 'p50'), metric('Latency', 'p99')],
      }),
    ],
  };
}

/** AppSync answers a failing resolver with HTTP 200, which no metric of its own shows. */
function failuresLogged({ logGroup }: LoggedApi): Metric {
  const filter = logGroup.addMetricFilter('Failures', {
    filterPattern: FilterPattern.allTerms(failureMark),
    metricNamespace: Stack.of(logGroup).stackName,
    metricName: 'FrontDoorFailures',
    metricValue: '1',
  });
  return filter.metric({ period, statistic: Stats.SUM });
}
