import type { Template } from 'aws-cdk-lib/assertions';
import type { PolicyDocument } from './policy-evaluator';

/** The document of the AWS IoT policy with this name. */
export function iotPolicy(template: Template, policyName: string): PolicyDocument {
  const policies = Object.values(template.findResources('AWS::IoT::Policy'));
  const found = policies.find(({ Properties: { PolicyName: name } }) => name === policyName);
  return found?.Properties.PolicyDocument as PolicyDocument;
}
