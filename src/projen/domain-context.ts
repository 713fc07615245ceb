import type { ServiceSpec } from '../spec/service-spec';

/** What the mutual-TLS domain of a service reads from cdk.json. */
interface DomainContext {
  readonly domainName: string;
  readonly certificateArn: string;
}

/**
 * Answers that are still open become placeholders that nothing real can equal: no domain ends in `.invalid` (RFC 6761),
 * and no account has the number 0. The written project refuses to deploy them.
 */
export function domainContext({ domainName, certificateArn, region }: ServiceSpec): DomainContext {
  return {
    domainName: domainName ?? 'api.example.invalid',
    certificateArn: certificateArn ?? `arn:aws:acm:${region}:000000000000:certificate/placeholder`,
  };
}
