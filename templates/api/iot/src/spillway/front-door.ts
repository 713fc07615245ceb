import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DeviceAccess } from './device-access';
import type { MonitoredFrontDoor } from './observability';
import { protocols } from './protocols';
import type { QueueWorker } from './queue-worker';
import { monitorRules } from './rule-monitoring';
import { WorkerRule } from './worker-rule';

export interface FrontDoorProps {
  readonly workers: readonly QueueWorker[];
}

/** A topic rule for every worker, and what devices need to publish to it. */
export class FrontDoor extends Construct implements MonitoredFrontDoor {
  readonly alarms: MonitoredFrontDoor['alarms'];
  readonly widgets: MonitoredFrontDoor['widgets'];

  constructor(scope: Construct, id: string, { workers }: FrontDoorProps) {
    super(scope, id);
    const errorLog = this.createErrorLog();
    const rules = workers.map((worker) => new WorkerRule(this, `Rule-${worker.limits.name}`, { worker, errorLog }));
    const devices = new DeviceAccess(this, 'Devices');
    protocols.forEach((allow) => allow(devices, workers));
    const { alarms, widgets } = monitorRules(rules, errorLog);
    this.alarms = alarms;
    this.widgets = widgets;
  }

  private createErrorLog(): LogGroup {
    const errorLog = new LogGroup(this, 'RuleErrors', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnOutput(this, 'RuleErrorLogName', {
      value: errorLog.logGroupName,
      description: 'Log group of the messages that did not get into a queue',
    }).overrideLogicalId('RuleErrorLogName');
    return errorLog;
  }
}
