import { beforeAll, expect, test } from 'vitest';
import { createAuthority, type Credential, issueClientCertificate } from '../../scripts/certificate-authority';
import { domainProblems } from '../../scripts/domain-problems';

const settings = {
  domainName: 'api.shop.example',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/server',
  now: new Date(),
};

let authority: Credential;

beforeAll(async () => {
  authority = await createAuthority('Test');
});

test('lets a domain pass when nothing is left open', () => {
  expect(domainProblems({ ...settings, truststore: authority.certificate })).toEqual([]);
});

test('names every placeholder and says where to replace it', () => {
  const placeholders = {
    domainName: 'api.example.invalid',
    certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/placeholder',
  };
  expect(domainProblems({ ...settings, ...placeholders, truststore: 'no certificate yet' })).toEqual([
    '"api.example.invalid" is a placeholder; set domainName in .projenrc.ts and run projen',
    '"arn:aws:acm:us-east-1:000000000000:certificate/placeholder" is a placeholder; set certificateArn in .projenrc.ts and run projen',
    expect.stringContaining('certs/truststore.pem holds no certificate'),
  ]);
});

test('refuses a certificate that cannot be read', () => {
  const broken = authority.certificate.replace(/\n.{10}/, '\n##########');
  expect(domainProblems({ ...settings, truststore: `${authority.certificate}${broken}` })).toEqual([
    'certs/truststore.pem: certificate 2 cannot be read; replace it',
  ]);
});

test('refuses the certificate of a client in place of its authority', async () => {
  const client = await issueClientCertificate(authority, 'pump-7');
  expect(domainProblems({ ...settings, truststore: client.certificate })).toEqual([
    'certs/truststore.pem: "CN=pump-7" is no certificate authority; put in its issuer',
  ]);
});

test('refuses an authority that has expired', () => {
  const later = { ...settings, truststore: authority.certificate, now: new Date('2099-01-01') };
  expect(domainProblems(later)).toEqual([expect.stringMatching(/"CN=Test" expired on/)]);
});
