import type { Problem } from '../errors';
import { rule, type Rule } from './rule';
import type { FieldName, ServiceSpec } from './service-spec';

/** Whether callers reach the service through a domain with mutual TLS, which needs a name and a server certificate. */
function hasMutualTlsDomain({ auth }: Pick<ServiceSpec, 'api' | 'auth'>): boolean {
  return auth === 'x509';
}

function onlyWithDomain(name: 'domainName' | 'certificateArn'): Rule {
  return rule(['api', 'auth', name], (spec) =>
    spec[name] === undefined || hasMutualTlsDomain(spec)
      ? undefined
      : incompatible(
          name,
          `"${spec[name]}" is for a domain with mutual TLS, and with ${spec.api} and ${spec.auth} callers use the address that AWS gives the API`,
          `leave "${name}" out, or choose the auth method "x509"`,
        ),
  );
}

const certificateInRegion = rule(['certificateArn', 'region'], ({ certificateArn, region }) => {
  const certificateRegion = certificateArn?.split(':')[3];
  return certificateRegion === undefined || certificateRegion === region
    ? undefined
    : incompatible(
        'certificateArn',
        `the certificate lies in ${certificateRegion} and the service in ${region}; a Regional domain takes certificates of its own Region only`,
        `give a certificate in ${region}, or change "region"`,
      );
});

function incompatible(path: string, message: string, hint: string): Problem {
  return { code: 'incompatible-choice', path, message, hint };
}

interface Excluder<K extends FieldName> {
  readonly field: K;
  readonly value: ServiceSpec[K];
  /** What stands against it, as AWS has it. */
  readonly reason: string;
  readonly hint: string;
}

function noSubscriptionWith<K extends FieldName>({ field, value, reason, hint }: Excluder<K>): Rule {
  return rule([field, 'response'], (spec) =>
    spec[field] === value && spec.response === 'subscription'
      ? incompatible('response', `"subscription" does not go with ${field} "${String(value)}": ${reason}`, hint)
      : undefined,
  );
}

/** Answers that AWS cannot combine, each with the reason. */
export const impossiblePairs: readonly Rule[] = [
  noSubscriptionWith({
    field: 'api',
    value: 'rest-sqs',
    reason: 'a REST API answers a request once and keeps no connection on which it could tell more',
    hint: 'choose "polling" or "fire-and-forget", or the api "graphql"',
  }),
  noSubscriptionWith({
    field: 'auth',
    value: 'x509',
    reason: 'AppSync takes no client certificates, and its WebSockets do not pass the API Gateway that checks them',
    hint: 'choose "polling" or "fire-and-forget", or the auth method "sigv4"',
  }),
  onlyWithDomain('domainName'),
  onlyWithDomain('certificateArn'),
  certificateInRegion,
];
