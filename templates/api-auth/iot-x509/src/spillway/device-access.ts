import { CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';
import { devicePolicyName } from './device-policy-name';

/** The AWS IoT policy of all devices, attached to the certificate of each. Its variables make it fit the one that connects. */
export class DeviceAccess extends Construct {
  readonly policy: CfnPolicy;
  private readonly document = new PolicyDocument();

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const policyName = devicePolicyName(Stack.of(this).stackName);
    this.policy = new CfnPolicy(this, 'Policy', { policyName, policyDocument: this.document });
    new CfnOutput(this, 'PolicyName', {
      value: this.policy.ref,
      description: 'Attach this AWS IoT policy to the certificate of each device',
    }).overrideLogicalId('DevicePolicyName');
  }

  allow(...statements: PolicyStatement[]): void {
    this.document.addStatements(...statements);
  }
}
