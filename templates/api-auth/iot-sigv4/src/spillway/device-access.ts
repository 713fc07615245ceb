import { CfnOutput, Duration } from 'aws-cdk-lib';
import { AccountRootPrincipal, type PolicyStatement, Role, SessionTagsPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { deviceTag } from './device-tag';

/**
 * The role that all devices share. Each takes a session that is tagged with its name, and the tag decides what the
 * session may do. Who may assume it, and so hand out names, is for the account to say: nobody can without a permission.
 */
export class DeviceAccess extends Construct {
  private readonly role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      assumedBy: new SessionTagsPrincipal(new AccountRootPrincipal()).withConditions({
        // a session without the tag, or with an empty one, could publish for nobody: better refused at once
        StringLike: { [`aws:RequestTag/${deviceTag}`]: '?*' },
        // AWS IoT Core names the session as the principal of a message, so it must tell the device as well
        StringEquals: { 'sts:RoleSessionName': `\${aws:RequestTag/${deviceTag}}` },
        'ForAllValues:StringEquals': { 'aws:TagKeys': [deviceTag] },
      }),
      maxSessionDuration: Duration.hours(12),
    });
    new CfnOutput(this, 'RoleArn', {
      value: this.role.roleArn,
      description: 'Role of the devices, for sessions tagged with the name of the device',
    }).overrideLogicalId('DeviceRoleArn');
  }

  allow(...statements: PolicyStatement[]): void {
    statements.forEach((statement) => this.role.addToPolicy(statement));
  }
}
