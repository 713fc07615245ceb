import type { Template } from 'aws-cdk-lib/assertions';
import { isAllowed, type PolicyDocument, type PolicyRequest } from './policy-evaluator';

/** Who may be an identity, and what one may do then. */
export interface IdentityPermissions {
  readonly poolId: string;
  readonly trust: PolicyDocument;
  readonly rolePolicy: PolicyDocument;
  readonly iotPolicy: PolicyDocument;
}

export function identityPermissions(template: Template): IdentityPermissions {
  const [poolId = ''] = Object.keys(template.findResources('AWS::Cognito::IdentityPool'));
  const [attachment] = Object.values(template.findResources('AWS::Cognito::IdentityPoolRoleAttachment'));
  const roleArn = attachment?.Properties.Roles.authenticated as { 'Fn::GetAtt': [string, string] };
  const [roleId] = roleArn['Fn::GetAtt'];
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const policy = policies.find((it) => (it.Properties.Roles as { Ref: string }[]).some(({ Ref: id }) => id === roleId));
  const [iotPolicy] = Object.values(template.findResources('AWS::IoT::Policy'));
  return {
    poolId,
    trust: template.findResources('AWS::IAM::Role')[roleId]?.Properties.AssumeRolePolicyDocument as PolicyDocument,
    rolePolicy: policy?.Properties.PolicyDocument as PolicyDocument,
    iotPolicy: iotPolicy?.Properties.PolicyDocument as PolicyDocument,
  };
}

/** What AWS IoT Core lets an identity do: what both policies allow. */
export function isAllowedByBoth(permissions: IdentityPermissions, request: PolicyRequest): boolean {
  return isAllowed(permissions.rolePolicy, request) && isAllowed(permissions.iotPolicy, request);
}
