import { Duration } from 'aws-cdk-lib';
import { GraphWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { MonitoredFrontDoor } from './observability';
import type { WorkerRule } from './worker-rule';

const period = Duration.minutes(1);

/** The alarms and the dashboard row of the rules (iot/latest/developerguide/metrics_dimensions.html). */
export function monitorRules(rules: readonly WorkerRule[], errorLog: LogGroup): MonitoredFrontDoor {
  const errors = entriesOf(errorLog);
  return {
    alarms: [
      {
        name: 'ServerErrors',
        description: 'rules: a message did not get into its queue; it stands in the log of rule errors',
        metric: errors,
        threshold: 1,
        evaluationPeriods: 1,
      },
      ...rules.map((rule) => ({
        name: `RuleThrottles-${rule.workerName}`,
        description: `${rule.workerName}: AWS IoT Core throttles the rule; the messages are lost`,
        metric: ruleMetric(rule, 'RuleMessageThrottled'),
        threshold: 1,
        evaluationPeriods: 1,
      })),
    ],
    widgets: [
      new GraphWidget({
        title: 'Rules: messages',
        width: 12,
        left: rules.map((rule) => labelled(rule, 'TopicMatch')),
      }),
      new GraphWidget({
        title: 'Rules: messages that did not get into a queue',
        width: 12,
        left: [
          errors.with({ label: 'in the error log' }),
          ...rules.flatMap((rule) => [labelled(rule, 'ParseError'), labelled(rule, 'RuleMessageThrottled')]),
        ],
      }),
    ],
  };
}

/** Not the log group's own metric: the CDK asks for one that CloudWatch does not have, and the alarm would never fire. */
function entriesOf({ logGroupName }: LogGroup): Metric {
  return new Metric({
    namespace: 'AWS/Logs',
    metricName: 'IncomingLogEvents',
    dimensionsMap: { LogGroupName: logGroupName },
    period,
    statistic: Stats.SUM,
  });
}

function labelled(rule: WorkerRule, metricName: string): Metric {
  return ruleMetric(rule, metricName).with({ label: `${rule.workerName}: ${metricName}` });
}

function ruleMetric({ ruleName }: WorkerRule, metricName: string): Metric {
  return new Metric({
    namespace: 'AWS/IoT',
    metricName,
    dimensionsMap: { RuleName: ruleName },
    period,
    statistic: Stats.SUM,
  });
}
