import { rule, type Rule } from './rule';
import type { FieldName, ServiceSpec } from './service-spec';

/** Answers to one field that AWS cannot combine with an answer to another. */
interface Incompatibility {
  readonly field: FieldName;
  /** Each of these is refused. */
  readonly values: readonly string[];
  /** The other answer that refuses them. */
  readonly beside: FieldName;
  readonly when: readonly string[];
  /** What AWS does or does not offer, as a clause. */
  readonly reason: string;
  readonly hint: string;
}

/** Every impossible pair, with its reason. What follows from AWS stands here; numbers stand in the other rules. */
const incompatibilities: readonly Incompatibility[] = [
  {
    field: 'response',
    values: ['polling', 'subscription'],
    beside: 'api',
    when: ['iot'],
    reason: 'AWS IoT Core acknowledges a publish and sends nothing else back, so a device learns no id to ask with',
    hint: 'choose "fire-and-forget"',
  },
  {
    field: 'response',
    values: ['subscription'],
    beside: 'api',
    when: ['rest-sqs'],
    reason: 'a REST API answers a request once and keeps no connection on which it could tell more',
    hint: 'choose "polling" or "fire-and-forget", or the API style "graphql"',
  },
  {
    field: 'response',
    values: ['subscription'],
    beside: 'auth',
    when: ['x509'],
    reason: 'AppSync takes no client certificates, and its WebSockets do not pass the API Gateway that checks them',
    hint: 'choose "polling" or "fire-and-forget", or the auth method "sigv4"',
  },
  {
    field: 'protocols',
    values: ['mqtt', 'mqtt-wss', 'https'],
    beside: 'api',
    when: ['rest-sqs', 'graphql'],
    reason: 'its API is called over HTTPS only, so there is nothing to choose',
    hint: 'leave "protocols" out, or choose the API style "iot"',
  },
  {
    field: 'protocols',
    values: ['mqtt-wss'],
    beside: 'auth',
    when: ['x509'],
    reason: 'AWS IoT Core takes no client certificate for MQTT over WebSocket',
    hint: 'choose "mqtt" or "https", or the auth method "sigv4"',
  },
  {
    field: 'protocols',
    values: ['mqtt'],
    beside: 'auth',
    when: ['sigv4'],
    reason: 'AWS IoT Core takes a SigV4 signature over HTTPS and WebSocket only, and MQTT over TLS carries neither',
    hint: 'choose "mqtt-wss" or "https", or the auth method "x509"',
  },
  {
    field: 'identityPool',
    values: ['cognito'],
    beside: 'api',
    when: ['rest-sqs', 'graphql'],
    reason: 'its identities are devices that AWS IoT Core keeps apart by topic and client id, and its API has neither',
    hint: 'choose "none", or the API style "iot"',
  },
  {
    field: 'identityPool',
    values: ['cognito'],
    beside: 'auth',
    when: ['x509'],
    reason:
      'an identity pool gives out IAM credentials, and a device with a client certificate signs nothing with them',
    hint: 'choose "none", or the auth method "sigv4"',
  },
];

/**
 * Cells whose requests pass a stage of API Gateway. AppSync and IoT Core share quotas over an account and throttle no
 * single service.
 */
export const throttledCells: Readonly<Record<ServiceSpec['api'], Readonly<Record<ServiceSpec['auth'], boolean>>>> = {
  'rest-sqs': { sigv4: true, x509: true },
  graphql: { sigv4: false, x509: true },
  iot: { sigv4: false, x509: false },
};

function toRule({ field, values, beside, when, reason, hint }: Incompatibility): Rule {
  return rule([field, beside], (spec) => {
    const refused = [spec[field]].flat().filter((value) => values.includes(String(value)));
    return refused.length === 0 || !when.includes(String(spec[beside]))
      ? undefined
      : {
          code: 'incompatible-choice',
          path: field,
          message: `"${refused.join('", "')}" does not go with ${beside} "${String(spec[beside])}": ${reason}`,
          hint,
        };
  });
}

/** API styles with API Gateway in front when callers have certificates; IoT Core checks certificates itself. */
const gatewayApis: readonly ServiceSpec['api'][] = ['rest-sqs', 'graphql'];

/** Whether callers reach the service through a domain with mutual TLS, which needs a name and a server certificate. */
function hasMutualTlsDomain({ api, auth }: Pick<ServiceSpec, 'api' | 'auth'>): boolean {
  return auth === 'x509' && gatewayApis.includes(api);
}

function onlyWithDomain(name: 'domainName' | 'certificateArn'): Rule {
  return rule(['api', 'auth', name], (spec) =>
    spec[name] === undefined || hasMutualTlsDomain(spec)
      ? undefined
      : {
          code: 'incompatible-choice',
          path: name,
          message: `"${spec[name]}" is for a domain with mutual TLS, and with ${spec.api} and ${spec.auth} callers use the address that AWS gives`,
          hint: `leave "${name}" out, or choose the auth method "x509" with "rest-sqs" or "graphql"`,
        },
  );
}

const certificateInRegion = rule(['certificateArn', 'region'], ({ certificateArn, region }) => {
  const certificateRegion = certificateArn?.split(':')[3];
  return certificateRegion === undefined || certificateRegion === region
    ? undefined
    : {
        code: 'incompatible-choice',
        path: 'certificateArn',
        message: `the certificate lies in ${certificateRegion} and the service in ${region}; a Regional domain takes certificates of its own Region only`,
        hint: `give a certificate in ${region}, or change "region"`,
      };
});

/** Answers that AWS cannot combine, each with the reason. */
export const impossiblePairs: readonly Rule[] = [
  ...incompatibilities.map(toRule),
  onlyWithDomain('domainName'),
  onlyWithDomain('certificateArn'),
  certificateInRegion,
];
