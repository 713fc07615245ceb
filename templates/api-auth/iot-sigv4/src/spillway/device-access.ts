import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { DeviceGroup } from './device-group';
import { deviceGroups } from './device-groups';

/** What devices may do, however they get their credentials. */
export class DeviceAccess extends Construct {
  private readonly groups: readonly DeviceGroup[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.groups = deviceGroups(this);
  }

  /** @param statementFor gives the permission of the device that a policy variable stands for */
  allow(statementFor: (device: string) => PolicyStatement): void {
    this.groups.forEach((group) => group.allow(statementFor(group.device)));
  }
}
