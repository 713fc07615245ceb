import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, AlarmStatusWidget, ComparisonOperator, Dashboard, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { QueueWorker } from './queue-worker';
import type { AlarmSpec } from './worker-alarms';
import { workerAlarms } from './worker-alarms';
import { workerWidgets } from './worker-widgets';

/** What a front door shows of itself; every kind of front door offers it. */
export interface MonitoredFrontDoor {
  readonly alarms: readonly AlarmSpec[];
  /** One dashboard row, 24 units wide at most. */
  readonly widgets: readonly IWidget[];
}

export interface ObservabilityProps {
  readonly workers: readonly QueueWorker[];
  readonly frontDoor: MonitoredFrontDoor;
}

/** All alarms of the service, the topic that they report to, and one dashboard. */
export class Observability extends Construct {
  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id);
    const topic = this.createTopic();
    const alarms = [
      ...this.createAlarms('FrontDoor', props.frontDoor.alarms, topic),
      ...props.workers.flatMap((worker) => this.createAlarms(worker.limits.name, workerAlarms(worker), topic)),
    ];
    this.createDashboard([
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24 })],
      props.frontDoor.widgets,
      ...props.workers.map(workerWidgets),
    ]);
  }

  private createTopic(): Topic {
    const topic = new Topic(this, 'AlarmTopic', { enforceSSL: true });
    // A topic policy, which enforceSSL adds, replaces the default one that lets CloudWatch in.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    new CfnOutput(this, 'AlarmTopicArn', {
      value: topic.topicArn,
      description: 'Subscribe to this topic to hear about alarms',
    }).overrideLogicalId('AlarmTopicArn');
    return topic;
  }

  private createAlarms(owner: string, specs: readonly AlarmSpec[], topic: Topic): Alarm[] {
    const group = new Construct(this, owner);
    return specs.map(({ name, description, ...props }) => {
      const alarm = new Alarm(group, name, {
        ...props,
        alarmDescription: description,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
      return alarm;
    });
  }

  private createDashboard(rows: readonly (readonly IWidget[])[]): void {
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: Stack.of(this).stackName,
      defaultInterval: Duration.hours(3),
      widgets: rows.map((row) => [...row]),
    });
    new CfnOutput(this, 'DashboardName', {
      value: dashboard.dashboardName,
      description: 'CloudWatch dashboard of the service',
    }).overrideLogicalId('DashboardName');
  }
}
