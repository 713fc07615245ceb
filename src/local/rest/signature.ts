import { timingSafeEqual } from 'node:crypto';
import { sha256, signatureOf } from './request-signature';

/** Someone who may call the API. */
export interface LocalCaller {
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Who signed, or why it is not believed, in the words of API Gateway. */
export type Verdict = { readonly caller: LocalCaller } | { readonly refusal: string };

export type Verify = (request: SignedRequest) => Promise<Verdict>;

/** Milliseconds by which the clocks of caller and API may differ (IAM/latest/UserGuide/signature-v4-troubleshooting.html). */
const clockSkewMs = 5 * 60_000;

const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/]+)\/(?<day>\d{8})\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=(?<names>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

/** What an `authorization` header says. */
interface Claim {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export interface VerifyOptions {
  readonly callers: readonly LocalCaller[];
  readonly region: string;
  /** Names under which the service may be signed for; by default that of API Gateway. */
  readonly services?: readonly string[];
}

/** Verifies Signature Version 4 by signing the same request again, with the credentials of whom it claims to be from. */
export function createVerify({ callers, region, services = ['execute-api'] }: VerifyOptions): Verify {
  return async (request) => {
    const { authorization, 'x-amz-date': dateTime = '' } = request.headers;
    if (authorization === undefined) {
      return { refusal: 'Missing Authentication Token' };
    }
    const claim = readClaim(authorization);
    const signedAt = dateOf(dateTime);
    if (!claim || !signedAt) {
      return { refusal: 'The request signature is incomplete or not of Signature Version 4' };
    }
    const { service } = claim;
    if (claim.region !== region || !services.includes(service)) {
      return { refusal: `Credential should be scoped to a valid region and service: ${region}, ${services[0]}` };
    }
    const caller = callers.find((candidate) => candidate.accessKeyId === claim.accessKeyId);
    if (!caller) {
      return { refusal: 'The security token included in the request is invalid.' };
    }
    if (Math.abs(Date.now() - signedAt.getTime()) > clockSkewMs) {
      return { refusal: `Signature expired: ${dateTime} is not within 5 minutes of now` };
    }
    const { secretAccessKey } = caller;
    const { signedHeaders } = claim;
    const again = () => signatureOf(request, { secretAccessKey, dateTime, region, service, signedHeaders });
    return coversEnough(claim, request) && bodyIsAsStated(request) && isSame(claim.signature, again())
      ? { caller }
      : { refusal: 'The request signature we calculated does not match the signature you provided.' };
  };
}

function readClaim(authorization: string): Claim | undefined {
  const groups = authorizationPattern.exec(authorization)?.groups as unknown as Omit<Claim, 'signedHeaders'> & {
    readonly names: string;
  };
  return groups && { ...groups, signedHeaders: groups.names.split(';') };
}

/** Where a request goes and when it was signed must be covered, and nothing that is not there or out of order. */
function coversEnough({ day, signedHeaders }: Claim, { headers }: SignedRequest): boolean {
  const isSorted = signedHeaders.every((name, index) => index === 0 || signedHeaders[index - 1]! < name);
  const areThere = signedHeaders.every((name) => name in headers);
  const hasBasics = ['host', 'x-amz-date'].every((name) => signedHeaders.includes(name));
  return isSorted && areThere && hasBasics && headers['x-amz-date']!.startsWith(day);
}

/** A stated hash is signed instead of the body's own. */
function bodyIsAsStated({ headers, body }: SignedRequest): boolean {
  const stated = headers['x-amz-content-sha256'];
  return stated === undefined || stated === sha256(body);
}

/** Compares signatures without telling by the time it takes where they differ. */
export function isSame(first: string, second: string): boolean {
  const [a, b] = [Buffer.from(first), Buffer.from(second)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Of `20261123T103000Z`; undefined where that is no time at all. */
export function dateOf(text = ''): Date | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const date = new Date(iso);
  return iso === text || Number.isNaN(date.getTime()) ? undefined : date;
}
