import { Duration } from 'aws-cdk-lib';
import { GraphWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { api as limits } from './concurrency';
import type { LoggedApi } from './graphql-api';
import type { MonitoredFrontDoor } from './observability';
import { withResolverFailures } from './resolver-failures';

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
  const serverErrors = withResolverFailures(metric('5XXError', Stats.SUM), logGroup);
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
