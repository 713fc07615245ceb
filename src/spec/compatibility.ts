import { rule, type Rule } from './rule';
import type { FieldName } from './service-spec';

/** Answers to one field that AWS cannot combine with an answer to another. */
interface Incompatibility {
  readonly field: FieldName;
  /** Each of these is refused. */
  readonly values: readonly string[];
  /** The other answers that refuse them. */
  readonly beside: FieldName;
  readonly when: string;
  /** What AWS does or does not offer, as a clause. */
  readonly reason: string;
  readonly hint: string;
}

const iotReplies =
  'AWS IoT Core acknowledges a publish and sends nothing else back, so a device learns no id to ask with';

/** Every impossible pair, with its reason. What follows from AWS stands here; numbers stand in the other rules. */
const incompatibilities: readonly Incompatibility[] = [
  {
    field: 'response',
    values: ['polling', 'subscription'],
    beside: 'api',
    when: 'iot',
    reason: iotReplies,
    hint: 'choose "fire-and-forget"',
  },
  {
    field: 'protocols',
    values: ['mqtt', 'mqtt-wss', 'https'],
    beside: 'api',
    when: 'rest-sqs',
    reason: 'API Gateway is called over HTTPS only; there is nothing to choose',
    hint: 'leave "protocols" out, or choose the API style "iot"',
  },
  {
    field: 'protocols',
    values: ['mqtt-wss'],
    beside: 'auth',
    when: 'x509',
    reason: 'AWS IoT Core takes no client certificate for MQTT over WebSocket',
    hint: 'choose "mqtt" or "https", or the auth method "sigv4"',
  },
  {
    field: 'protocols',
    values: ['mqtt'],
    beside: 'auth',
    when: 'sigv4',
    reason: 'AWS IoT Core takes a SigV4 signature over HTTPS and WebSocket only, and MQTT over TLS carries neither',
    hint: 'choose "mqtt-wss" or "https", or the auth method "x509"',
  },
  {
    field: 'auth',
    values: ['x509'],
    beside: 'api',
    when: 'rest-sqs',
    reason: 'client certificates are taken by "iot" only, so far',
    hint: 'choose "sigv4", or the API style "iot"',
  },
];

/** The table as rules, in its order. */
export const impossiblePairs: readonly Rule[] = incompatibilities.map(toRule);

function toRule({ field, values, beside, when, reason, hint }: Incompatibility): Rule {
  return rule([field, beside], (spec) => {
    const refused = [spec[field]].flat().filter((value) => values.includes(String(value)));
    return refused.length === 0 || spec[beside] !== when
      ? undefined
      : {
          code: 'incompatible-choice',
          path: field,
          message: `"${refused.join('", "')}" does not go with ${beside} "${when}": ${reason}`,
          hint,
        };
  });
}
