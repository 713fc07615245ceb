import { signatureOf } from '../rest/request-signature';
import { dateOf, isSame, type LocalCaller, type Verdict } from '../rest/signature';

/** Names under which requests to the endpoint of devices are signed. */
export const deviceServices = ['iotdevicegateway', 'iotdata'] as const;

const notAsSigned = 'The request signature we calculated does not match the signature you provided.';

/** Verifies the address of a WebSocket. */
export type VerifyUrl = (target: string, host: string) => Verdict;

/** Verifies a presigned URL by signing it again. */
export function createVerifyUrl({
  callers,
  region,
}: {
  readonly callers: readonly LocalCaller[];
  readonly region: string;
}): VerifyUrl {
  return (target, host) => {
    const { searchParams } = new URL(`http://localhost${target}`);
    const parameter = (name: string) => searchParams.get(`X-Amz-${name}`) ?? '';
    const [accessKeyId, , claimedRegion, service = ''] = parameter('Credential').split('/');
    const dateTime = parameter('Date');
    const signedAt = dateOf(dateTime);
    const caller = callers.find((candidate) => candidate.accessKeyId === accessKeyId);
    if (!caller || !signedAt) {
      return { refusal: 'The security token included in the request is invalid.' };
    }
    if (claimedRegion !== region || service !== deviceServices[0]) {
      return { refusal: `Credential should be scoped to a valid region and service: ${region}, ${deviceServices[0]}` };
    }
    if (!(Date.now() <= signedAt.getTime() + Number(parameter('Expires')) * 1000)) {
      return { refusal: 'The presigned URL has expired.' };
    }
    const { secretAccessKey } = caller;
    const request = { method: 'GET', target: asSigned(target), headers: { host }, body: Buffer.of() };
    const again = signatureOf(request, { secretAccessKey, dateTime, region, service, signedHeaders: ['host'] });
    return isSame(parameter('Signature'), again) ? { caller } : { refusal: notAsSigned };
  };
}

/** The security token is no part of what is signed (iot/latest/developerguide/iam-users-groups-roles.html). */
function asSigned(target: string): string {
  const { pathname, searchParams } = new URL(`http://localhost${target}`);
  ['X-Amz-Signature', 'X-Amz-Security-Token'].forEach((name) => searchParams.delete(name));
  return `${pathname}?${searchParams.toString()}`;
}
