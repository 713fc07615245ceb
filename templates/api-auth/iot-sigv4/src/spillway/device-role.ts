import { CfnOutput, Duration } from 'aws-cdk-lib';
import { AccountRootPrincipal, type PolicyStatement, Role, SessionTagsPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { DeviceGroup } from './device-group';
import { deviceTag, sessionDevice } from './device-tag';

/**
 * The role that all devices share. Each takes a session that is tagged with its name, and the tag decides what the
 * session may do. Who may assume it, and so hand out names, is for the account to say: nobody can without a permission.
 */
export class DeviceRole extends Role implements DeviceGroup {
  readonly device = sessionDevice;

  constructor(scope: Construct, id: string) {
    super(scope, id, {
      assumedBy: new SessionTagsPrincipal(new AccountRootPrincipal()).withConditions({
        // a session without the tag, or with an empty one, could publish for nobody: better refused at once
        StringLike: { [`aws:RequestTag/${deviceTag}`]: '?*' },
        // AWS IoT Core names the session as the principal of a message, so it must tell the device as well
        StringEquals: { 'sts:RoleSessionName': `\${aws:RequestTag/${deviceTag}}` },
        'ForAllValues:StringEquals': { 'aws:TagKeys': [deviceTag] },
      }),
      maxSessionDuration: Duration.hours(12),
    });
    new CfnOutput(this, 'Arn', {
      value: this.roleArn,
      description: 'Role of the devices, for sessions tagged with the name of the device',
    }).overrideLogicalId('DeviceRoleArn');
  }

  allow(statement: PolicyStatement): void {
    this.addToPolicy(statement);
  }
}
