import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { GraphWidget, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { MonitoredFrontDoor } from './observability';

/** The alarm and the dashboard row of the API. */
export function monitorApi(api: RestApi): MonitoredFrontDoor {
  const period = Duration.minutes(1);
  const serverErrors = api.metricServerError({ period, statistic: Stats.SUM });
  return {
    alarms: [
      {
        name: 'ServerErrors',
        description: 'API: requests fail although the callers did nothing wrong (5xx)',
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
        left: [api.metricCount({ period, statistic: Stats.SUM }), api.metricClientError({ period }), serverErrors],
      }),
      new GraphWidget({
        title: 'API: latency',
        width: 12,
        left: [api.metricLatency({ period, statistic: 'p50' }), api.metricLatency({ period, statistic: 'p99' })],
      }),
    ],
  };
}
