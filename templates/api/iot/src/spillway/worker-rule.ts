import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnTopicRule } from 'aws-cdk-lib/aws-iot';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { QueueWorker } from './queue-worker';
import { ruleSql, sqlVersion } from './rule-sql';
import { anyLevel, deviceTopic } from './topics';

export interface WorkerRuleProps {
  readonly worker: QueueWorker;
  /** Takes the messages that did not get into the queue. */
  readonly errorLog: LogGroup;
}

/** The rule that puts what devices publish to `<service>/<worker>/<device>` into the worker's queue. */
export class WorkerRule extends Construct {
  readonly workerName: string;
  readonly ruleName: string;

  constructor(scope: Construct, id: string, { worker, errorLog }: WorkerRuleProps) {
    super(scope, id);
    this.workerName = worker.limits.name;
    const { stackName } = Stack.of(this);
    // Rule names take no hyphen. Two underscores end the service's part, so that no two services share a name.
    this.ruleName = `${stackName}__${this.workerName}`.replaceAll('-', '_');
    const role = this.createRole(worker, errorLog);
    const rule = new CfnTopicRule(this, 'Rule', {
      ruleName: this.ruleName,
      topicRulePayload: {
        awsIotSqlVersion: sqlVersion,
        sql: ruleSql(deviceTopic({ service: stackName, worker: this.workerName, device: anyLevel })),
        actions: [{ sqs: { queueUrl: worker.queue.queueUrl, roleArn: role.roleArn, useBase64: false } }],
        // Not the dead-letter queue: what stands there must be the envelope, or a redrive would bring it back for nothing.
        errorAction: { cloudwatchLogs: { logGroupName: errorLog.logGroupName, roleArn: role.roleArn } },
      },
    });
    rule.node.addDependency(role); // its policy too: the first message may arrive at once
  }

  private createRole(worker: QueueWorker, errorLog: LogGroup): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('iot.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [worker.queue.queueArn] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        resources: [errorLog.logGroupArn],
      }),
    );
    return role;
  }
}
