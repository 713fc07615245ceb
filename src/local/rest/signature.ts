import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ProjectPackages } from '../project-packages';

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

interface Signer {
  sign(request: object, options: object): Promise<{ headers: Record<string, string> }>;
}

interface SignaturePackage {
  SignatureV4: new (options: object) => Signer;
}

/** Milliseconds by which the clocks of caller and API may differ (IAM/latest/UserGuide/signature-v4-troubleshooting.html). */
const clockSkewMs = 5 * 60_000;

const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=[0-9a-f]{64}$/;

export interface VerifyOptions {
  readonly callers: readonly LocalCaller[];
  readonly region: string;
  /** The service that requests are signed for; by default `execute-api`, as for API Gateway. */
  readonly service?: string;
}

/** Verifies Signature Version 4 by signing the same request again, with the credentials of whom it claims to be from. */
export async function loadVerify(
  packages: ProjectPackages,
  { callers, region, service: expected = 'execute-api' }: VerifyOptions,
): Promise<Verify> {
  const { SignatureV4 } = await packages.load<SignaturePackage>('@smithy/signature-v4');
  const signerOf = (credentials: LocalCaller, applyChecksum: boolean) =>
    new SignatureV4({ service: expected, region, credentials, sha256: Sha256, applyChecksum });
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      return { refusal: 'Missing Authentication Token' };
    }
    const claim = authorizationPattern.exec(authorization);
    const signedAt = dateOf(request.headers['x-amz-date']);
    if (!claim || !signedAt) {
      return { refusal: 'The request signature is incomplete or not of Signature Version 4' };
    }
    const [, accessKeyId, claimedRegion, service, names] = claim as unknown as string[];
    if (claimedRegion !== region || service !== expected) {
      return { refusal: `Credential should be scoped to a valid region and service: ${region}, ${expected}` };
    }
    const caller = callers.find((candidate) => candidate.accessKeyId === accessKeyId);
    if (!caller) {
      return { refusal: 'The security token included in the request is invalid.' };
    }
    if (Math.abs(Date.now() - signedAt.getTime()) > clockSkewMs) {
      return { refusal: `Signature expired: ${request.headers['x-amz-date']} is not within 5 minutes of now` };
    }
    const signed = names!.split(';');
    const signer = signerOf(caller, signed.includes('x-amz-content-sha256'));
    const again = await signer.sign(unsigned(request, signed), {
      signingDate: signedAt,
      signableHeaders: new Set(signed),
    });
    const agrees = bodyIsAsStated(request) && isSame(authorization, again.headers.authorization ?? '');
    return agrees
      ? { caller }
      : { refusal: 'The request signature we calculated does not match the signature you provided.' };
  };
}

/** The request as it was before it was signed: with the headers that the signature covers and no others. */
function unsigned({ method, target, headers, body }: SignedRequest, signed: readonly string[]): object {
  const url = new URL(target, 'http://localhost');
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0]! : values;
  }
  return {
    method,
    protocol: 'http:',
    hostname: headers.host ?? '',
    path: url.pathname,
    query,
    headers: Object.fromEntries(signed.filter((name) => name in headers).map((name) => [name, headers[name]])),
    body,
  };
}

/** The signer takes a stated hash for the body's own. */
function bodyIsAsStated({ headers, body }: SignedRequest): boolean {
  const stated = headers['x-amz-content-sha256'];
  return stated === undefined || stated === createHash('sha256').update(body).digest('hex');
}

function isSame(first: string, second: string): boolean {
  const [a, b] = [first, second].map((text) => Buffer.from(text.replaceAll(' ', '')));
  return a!.length === b!.length && timingSafeEqual(a!, b!);
}

/** `20261123T103000Z` */
function dateOf(text = ''): Date | undefined {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return iso === text ? undefined : new Date(iso);
}

/** SHA-256, or with a secret HMAC-SHA-256, in the form that the signer takes. */
class Sha256 {
  private readonly hash;

  constructor(secret?: string | Uint8Array) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}
