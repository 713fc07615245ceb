import { join } from 'node:path';
import type { IConstruct } from 'constructs';

/** What the domain of the API is made of. The answers in `.projenrc.ts` come here through the context in cdk.json. */
export interface DomainSettings {
  readonly domainName: string;
  /** Server certificate of the domain, in AWS Certificate Manager in the Region of the service. */
  readonly certificateArn: string;
  /**
   * Public ACM certificate that proves who owns the domain. Needed only when the server certificate was imported or comes
   * from AWS Private CA (apigateway/latest/developerguide/rest-api-mutual-tls.html).
   */
  readonly ownershipVerificationCertificateArn?: string;
}

/** PEM certificates of the authorities whose clients may call. */
export const truststoreFile = join(__dirname, '../../certs/truststore.pem');

/** Placeholders where an answer is still open: the service can be built and tested with them, and not deployed. */
export function domainSettings(scope: IConstruct): DomainSettings {
  return {
    domainName: scope.node.getContext('domainName') as string,
    certificateArn: scope.node.getContext('certificateArn') as string,
    ownershipVerificationCertificateArn: scope.node.tryGetContext('ownershipVerificationCertificateArn') as
      string | undefined,
  };
}
