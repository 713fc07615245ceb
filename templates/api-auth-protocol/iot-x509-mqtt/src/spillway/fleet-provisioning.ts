import { CfnOutput, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy, CfnProvisioningTemplate } from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';
import { clientArn } from './device-arns';
import { claimClientPrefix, provisioningTemplateName } from './provisioning-names';
import { provisioningTemplate } from './provisioning-template';

export interface FleetProvisioningProps {
  /** The policy that a provisioned device gets. */
  readonly devicePolicy: CfnPolicy;
}

/** Lets devices that hold a claim certificate, the same one for a whole batch, exchange it for one of their own. */
export class FleetProvisioning extends Construct {
  constructor(scope: Construct, id: string, { devicePolicy }: FleetProvisioningProps) {
    super(scope, id);
    const { stackName } = Stack.of(this);
    const template = new CfnProvisioningTemplate(this, 'Template', {
      templateName: provisioningTemplateName(stackName),
      templateType: 'FLEET_PROVISIONING',
      enabled: true,
      provisioningRoleArn: this.createRole().roleArn,
      templateBody: JSON.stringify(provisioningTemplate(devicePolicy.policyName ?? '')),
    });
    template.addResourceDependency(devicePolicy);
    const claimPolicy = new CfnPolicy(this, 'ClaimPolicy', {
      policyName: `${stackName}-claim`,
      policyDocument: this.claimPolicyDocument(),
    });
    this.output('ProvisioningTemplateName', template.ref, 'Template by which devices provision themselves');
    this.output('ClaimPolicyName', claimPolicy.ref, 'Attach this AWS IoT policy to claim certificates');
  }

  /** The policy that AWS documents for this role (iot/latest/developerguide/provision-wo-cert.html). */
  private createRole(): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('iot.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSIoTThingsRegistration')],
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSIoTThingsRegistration]',
      reason: 'The policy that AWS documents for the role of fleet provisioning.',
    });
    return role;
  }

  /** Only what provisioning takes, under client ids that no device has: a claim key lies in every device of the batch. */
  private claimPolicyDocument(): PolicyDocument {
    const { stackName } = Stack.of(this);
    const topics = [
      'certificates/create/*',
      `provisioning-templates/${provisioningTemplateName(stackName)}/provision/*`,
    ];
    const arns = (resource: string) =>
      topics.map((topic) => Stack.of(this).formatArn({ service: 'iot', resource, resourceName: `$aws/${topic}` }));
    return new PolicyDocument({
      statements: [
        new PolicyStatement({
          actions: ['iot:Connect'],
          resources: [clientArn(this, `${claimClientPrefix(stackName)}*`)],
        }),
        new PolicyStatement({ actions: ['iot:Publish', 'iot:Receive'], resources: arns('topic') }),
        new PolicyStatement({ actions: ['iot:Subscribe'], resources: arns('topicfilter') }),
      ],
    });
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description }).overrideLogicalId(name);
  }
}
