import type { Template } from '../../../src/local/template/assembly';
import { StackReader } from '../../../src/local/template/stack-reader';

const arn = (resource: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':iot:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      `:${resource}`,
    ],
  ],
});

const statements = (device: string) => [
  { Effect: 'Allow', Action: 'iot:Connect', Resource: arn(`client/${device}`) },
  { Effect: 'Allow', Action: 'iot:Publish', Resource: arn(`topic/gauges/*/${device}`) },
];

const rule = {
  Type: 'AWS::IoT::TopicRule',
  Properties: {
    RuleName: 'gauges__readings',
    TopicRulePayload: {
      Sql: "SELECT topic(3) AS device, principal() AS principal, * AS payload FROM 'gauges/readings/+'",
      Actions: [{ Sqs: { QueueUrl: { Ref: 'Queue' }, UseBase64: false } }, { Lambda: { FunctionArn: 'arn' } }],
      ErrorAction: { CloudwatchLogs: { LogGroupName: { Ref: 'Errors' } } },
    },
  },
};

const common: Template['Resources'] = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'gauges-readings' } },
  Errors: { Type: 'AWS::Logs::LogGroup' },
  Rule: rule,
};

/** Devices with certificates, and a claim certificate that is none of a device. */
export const certificateTemplate: Template = {
  Resources: {
    ...common,
    Claim: { Type: 'AWS::IoT::Policy', Properties: { PolicyDocument: { Statement: statements('*') } } },
    Policy: {
      Type: 'AWS::IoT::Policy',
      Properties: { PolicyDocument: { Statement: statements('${iot:Connection.Thing.ThingName}') } },
    },
  },
  Outputs: { DevicePolicyName: { Value: { Ref: 'Policy' } } },
};

const claimTopics = ['certificates/create/*', 'provisioning-templates/gauges/provision/*'];

/** Devices that can come to a certificate of their own with a claim certificate. */
export const provisioningTemplate: Template = {
  Resources: {
    ...certificateTemplate.Resources,
    Policy: {
      Type: 'AWS::IoT::Policy',
      Properties: { ...certificateTemplate.Resources.Policy!.Properties, PolicyName: 'gauges-device' },
    },
    Claim: {
      Type: 'AWS::IoT::Policy',
      Properties: {
        PolicyName: 'gauges-claim',
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 'iot:Connect', Resource: arn('client/gauges-claim-*') },
            {
              Effect: 'Allow',
              Action: ['iot:Publish', 'iot:Receive'],
              Resource: claimTopics.map((topic) => arn(`topic/$aws/${topic}`)),
            },
            {
              Effect: 'Allow',
              Action: 'iot:Subscribe',
              Resource: claimTopics.map((topic) => arn(`topicfilter/$aws/${topic}`)),
            },
          ],
        },
      },
    },
    Provisioning: {
      Type: 'AWS::IoT::ProvisioningTemplate',
      Properties: {
        TemplateName: 'gauges',
        TemplateBody: JSON.stringify({
          Parameters: { SerialNumber: { Type: 'String' }, 'AWS::IoT::Certificate::Id': { Type: 'String' } },
          Resources: {
            thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: { Ref: 'SerialNumber' } } },
            policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyName: 'gauges-device' } },
          },
        }),
      },
    },
  },
  Outputs: { ...certificateTemplate.Outputs, ClaimPolicyName: { Value: { Ref: 'Claim' } } },
};

/** Devices with sessions of a role, and a role that devices have nothing to do with. */
export const roleTemplate: Template = {
  Resources: {
    ...common,
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { AWS: 'arn' } }] } },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: { Statement: statements('${aws:PrincipalTag/DeviceId}') },
      },
    },
    Other: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'iot.amazonaws.com' } }] } },
    },
    OtherPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: { Roles: [{ Ref: 'Other' }], PolicyDocument: { Statement: statements('*') } },
    },
  },
};

export function gaugeReader(template: Template, sqsEndpoint: string): StackReader {
  const stack = { name: 'gauges', region: 'eu-west-1', template, assets: new Map<string, string>() };
  return new StackReader(stack, (name) => `${sqsEndpoint}/000000000000/${name}`);
}
