import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnIdentityPool, CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { FederatedPrincipal, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';
import { clientArn, topicArn } from './device-arns';
import type { DeviceGroup } from './device-group';
import { developerProviderName, identityDevice, identityPolicyName } from './identity-names';

const cognito = 'cognito-identity.amazonaws.com';

/**
 * Identities of a pool. AWS IoT Core lets one do what both the role of the pool and the AWS IoT policy attached to the
 * identity allow (iot/latest/developerguide/cog-iot-policies.html): an identity without the policy can do nothing.
 */
export class DeviceIdentities extends Construct implements DeviceGroup {
  readonly device = identityDevice;
  private readonly role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const pool = this.createPool();
    this.role = this.createRole(pool);
    new CfnIdentityPoolRoleAttachment(this, 'Roles', {
      identityPoolId: pool.ref,
      roles: { authenticated: this.role.roleArn },
    });
    this.createPolicy();
  }

  allow(statement: PolicyStatement): void {
    this.role.addToPolicy(statement);
  }

  private createPool(): CfnIdentityPool {
    const { stackName } = Stack.of(this);
    const pool = new CfnIdentityPool(this, 'Pool', {
      identityPoolName: stackName,
      allowUnauthenticatedIdentities: false,
      allowClassicFlow: false, // there, whoever has a token chooses among the roles that trust the pool
      developerProviderName: developerProviderName(stackName),
    });
    new CfnOutput(this, 'PoolId', {
      value: pool.ref,
      description: 'Identity pool of the devices',
    }).overrideLogicalId('IdentityPoolId');
    return pool;
  }

  private createRole(pool: CfnIdentityPool): Role {
    const conditions = {
      StringEquals: { [`${cognito}:aud`]: pool.ref },
      'ForAnyValue:StringLike': { [`${cognito}:amr`]: 'authenticated' },
    };
    return new Role(this, 'Role', {
      assumedBy: new FederatedPrincipal(cognito, conditions, 'sts:AssumeRoleWithWebIdentity'),
    });
  }

  /**
   * Names every protocol and, as the size of an AWS IoT policy is limited, the workers by a wildcard; the role names what
   * this service has. Both name the identity.
   */
  private createPolicy(): void {
    const connect = new PolicyStatement({ actions: ['iot:Connect'], resources: [clientArn(this, identityDevice)] });
    const publish = new PolicyStatement({
      actions: ['iot:Publish'],
      resources: [topicArn(this, { worker: '*', device: identityDevice })],
    });
    const policy = new CfnPolicy(this, 'Policy', {
      policyName: identityPolicyName(Stack.of(this).stackName),
      policyDocument: new PolicyDocument({ statements: [connect, publish] }),
    });
    new CfnOutput(this, 'PolicyName', {
      value: policy.ref,
      description: 'Attach this AWS IoT policy to each identity',
    }).overrideLogicalId('IdentityPolicyName');
  }
}
