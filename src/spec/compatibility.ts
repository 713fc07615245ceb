import type { Problem } from '../errors';
import { rule, type Rule } from './rule';
import type { ServiceSpec } from './service-spec';

/** API styles with API Gateway in front when callers have certificates; others check certificates themselves. */
const apisBehindGateway: readonly string[] = ['rest-sqs', 'graphql'];

/** Whether callers reach the service through a domain with mutual TLS, which needs a name and a server certificate. */
function hasMutualTlsDomain({ api, auth }: Pick<ServiceSpec, 'api' | 'auth'>): boolean {
  return auth === 'x509' && apisBehindGateway.includes(api);
}

function onlyWithDomain(name: 'domainName' | 'certificateArn'): Rule {
  return rule(['api', 'auth', name], (spec) =>
    spec[name] === undefined || hasMutualTlsDomain(spec)
      ? undefined
      : incompatible(
          name,
          `"${spec[name]}" is for a domain with mutual TLS, and with ${spec.api} and ${spec.auth} callers use the address that AWS gives the API`,
          `leave "${name}" out, or choose the auth method "x509" with ${apisBehindGateway.join(' or ')}`,
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

function noSubscriptionWith<K extends 'api' | 'auth'>(
  name: K,
  value: ServiceSpec[K],
  reason: string,
  hint: string,
): Rule {
  return rule([name, 'response'], (spec) =>
    spec[name] === value && spec.response === 'subscription'
      ? incompatible('response', `"subscription" does not go with ${name} "${value}": ${reason}`, hint)
      : undefined,
  );
}

/** Answers that AWS cannot combine, each with the reason. */
export const impossiblePairs: readonly Rule[] = [
  noSubscriptionWith(
    'api',
    'rest-sqs',
    'a REST API answers a request once and keeps no connection on which it could tell more',
    'choose "polling" or "fire-and-forget", or the api "graphql"',
  ),
  noSubscriptionWith(
    'auth',
    'x509',
    'AppSync takes no client certificates, and its WebSockets do not pass the API Gateway that checks them',
    'choose "polling" or "fire-and-forget", or the auth method "sigv4"',
  ),
  onlyWithDomain('domainName'),
  onlyWithDomain('certificateArn'),
  certificateInRegion,
];
