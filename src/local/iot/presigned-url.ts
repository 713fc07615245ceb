import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ProjectPackages } from '../project-packages';
import { dateOf, type LocalCaller, type Verdict } from '../rest/signature';

/** As much of @smithy/signature-v4 as is used. */
interface SignaturePackage {
  SignatureV4: new (options: object) => {
    presign(request: object, options: object): Promise<{ query: Record<string, string> }>;
  };
}

/** Names under which requests to the endpoint of devices are signed. */
export const deviceServices = ['iotdevicegateway', 'iotdata'] as const;

const notAsSigned = 'The request signature we calculated does not match the signature you provided.';

/** Verifies the address of a WebSocket. */
export type VerifyUrl = (target: string, host: string) => Promise<Verdict>;

/**
 * Verifies a presigned URL by signing it again. The security token is no part of what is signed
 * (iot/latest/developerguide/iam-users-groups-roles.html).
 */
export async function loadVerifyUrl(
  packages: ProjectPackages,
  { callers, region }: { readonly callers: readonly LocalCaller[]; readonly region: string },
): Promise<VerifyUrl> {
  const { SignatureV4 } = await packages.load<SignaturePackage>('@smithy/signature-v4');
  return async (target, host) => {
    const { pathname, searchParams } = new URL(target, 'http://localhost');
    const parameter = (name: string) => searchParams.get(`X-Amz-${name}`) ?? '';
    const [accessKeyId, , claimedRegion, service = ''] = parameter('Credential').split('/');
    const signedAt = dateOf(parameter('Date'));
    const expiresIn = Number(parameter('Expires'));
    const caller = callers.find((candidate) => candidate.accessKeyId === accessKeyId);
    if (!caller || !signedAt) {
      return { refusal: 'The security token included in the request is invalid.' };
    }
    if (claimedRegion !== region || service !== deviceServices[0]) {
      return { refusal: `Credential should be scoped to a valid region and service: ${region}, ${deviceServices[0]}` };
    }
    if (Date.now() > signedAt.getTime() + expiresIn * 1000) {
      return { refusal: 'The presigned URL has expired.' };
    }
    const signer = new SignatureV4({ service, region, credentials: caller, sha256: Sha256 });
    const request = { method: 'GET', protocol: 'wss:', hostname: host, path: pathname, query: {}, headers: { host } };
    const { query } = await signer.presign(request, { signingDate: signedAt, expiresIn });
    return isSame(parameter('Signature'), query['X-Amz-Signature'] ?? '') ? { caller } : { refusal: notAsSigned };
  };
}

function isSame(first: string, second: string): boolean {
  const [a, b] = [Buffer.from(first), Buffer.from(second)];
  return a.length === b.length && timingSafeEqual(a, b);
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
