import { X509Certificate } from 'node:crypto';
import type { DomainSettings } from '../src/spillway/domain-settings';

const pemCertificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

export interface DomainToCheck extends Pick<DomainSettings, 'domainName' | 'certificateArn'> {
  /** Contents of the truststore, PEM. */
  readonly truststore: string;
  readonly now: Date;
}

/** What keeps the domain from being deployed, each with what to do; empty when nothing does. */
export function domainProblems({ domainName, certificateArn, truststore, now }: DomainToCheck): string[] {
  return [
    // no name ends in .invalid (RFC 6761), and no account has the number 0
    ...(domainName.endsWith('.invalid') ? [openAnswer('domainName', domainName)] : []),
    ...(certificateArn.includes(':000000000000:') ? [openAnswer('certificateArn', certificateArn)] : []),
    ...truststoreProblems(truststore, now),
  ];
}

function openAnswer(name: string, value: string): string {
  return `"${value}" is a placeholder; set ${name} in .projenrc.ts and run projen`;
}

function truststoreProblems(truststore: string, now: Date): string[] {
  const certificates = truststore.match(pemCertificate) ?? [];
  if (certificates.length === 0) {
    return [
      'certs/truststore.pem holds no certificate; put in the authorities of your callers, see docs/API-GATEWAY.md',
    ];
  }
  return certificates.flatMap((pem, index) => certificateProblems(pem, `certificate ${index + 1}`, now));
}

function certificateProblems(pem: string, place: string, now: Date): string[] {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return [`certs/truststore.pem: ${place} cannot be read; replace it`];
  }
  const subject = certificate.subject.replaceAll('\n', ', ');
  return [
    ...(certificate.ca ? [] : [`certs/truststore.pem: "${subject}" is no certificate authority; put in its issuer`]),
    ...(Date.parse(certificate.validTo) > now.getTime()
      ? []
      : [`certs/truststore.pem: "${subject}" expired on ${certificate.validTo}; replace it`]),
  ];
}
