import type { Template } from 'aws-cdk-lib/assertions';
import type { PolicyDocument } from './policy-evaluator';

/** Who may be a device, and what it may do then. */
export function deviceRole(template: Template): { readonly trust: PolicyDocument; readonly policy: PolicyDocument } {
  const roles = Object.entries(template.findResources('AWS::IAM::Role'));
  const [roleId, role] = roles.find(([id]) => id.startsWith('FrontDoorDevicesRole')) ?? [];
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const policy = policies.find((it) => (it.Properties.Roles as { Ref: string }[]).some(({ Ref: id }) => id === roleId));
  return {
    trust: role?.Properties.AssumeRolePolicyDocument as PolicyDocument,
    policy: policy?.Properties.PolicyDocument as PolicyDocument,
  };
}
