import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { ServiceStack } from '../src/service-stack';
import { createUncheckedApp } from '../src/spillway/app';
import { identityOf } from './support/caller';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/server';
const ownershipArn = 'arn:aws:acm:us-east-1:111122223333:certificate/ownership';

function templateWith(settings: Record<string, string>): Template {
  const app = createUncheckedApp({ 'aws:cdk:bundling-stacks': [], ...settings });
  return Template.fromStack(new ServiceStack(app, 'service'));
}

test('the domain asks for client certificates of the truststore', () => {
  template.hasResourceProperties('AWS::ApiGateway::DomainName', {
    EndpointConfiguration: { Types: ['REGIONAL'] },
    MutualTlsAuthentication: { TruststoreUri: Match.anyValue() },
    SecurityPolicy: 'TLS_1_2',
  });
});

test('nobody gets around the domain', () => {
  template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
  template.resourceCountIs('AWS::ApiGateway::BasePathMapping', 1);
});

test('the access log tells who called', () => {
  const [stage] = Object.values(template.findResources('AWS::ApiGateway::Stage'));
  const fields = Object.keys((identityOf('CN=a') as { clientCert: object }).clientCert);
  const format: string = stage?.Properties.AccessLogSetting.Format;
  expect(fields.filter((field) => !format.includes(`$context.identity.clientCert.${field}`))).toEqual([]);
});

test('takes the domain and its certificate from the answers', () => {
  const answered = templateWith({ domainName: 'api.shop.example', certificateArn });
  answered.hasResourceProperties('AWS::ApiGateway::DomainName', {
    DomainName: 'api.shop.example',
    RegionalCertificateArn: certificateArn,
    OwnershipVerificationCertificateArn: Match.absent(),
  });
  answered.hasOutput('ApiUrl', { Value: 'https://api.shop.example/' });
  answered.hasOutput('DomainTarget', {});
});

test('proves the ownership of the domain when a certificate for it is given', () => {
  templateWith({ ownershipVerificationCertificateArn: ownershipArn }).hasResourceProperties(
    'AWS::ApiGateway::DomainName',
    { OwnershipVerificationCertificateArn: ownershipArn },
  );
});
