import { Sha256 } from '@aws-crypto/sha256-js';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { SignatureV4 } from '@smithy/signature-v4';
import { region } from '../src/spillway/service';

/** Seconds in which the address can be used to connect; the connection itself lasts longer. */
const validitySeconds = 300;

/** Name under which requests to the endpoint of devices are signed. */
const signingName = 'iotdevicegateway';

const tokenParameter = 'X-Amz-Security-Token';

/**
 * The address of the broker with a SigV4 signature in it. The security token is no part of what is signed: AWS IoT Core
 * takes it out before it checks (iot/latest/developerguide/iam-users-groups-roles.html).
 *
 * @param host name of the endpoint, with a port if it is not the usual one
 */
export async function presignedUrl(host: string, credentials: AwsCredentialIdentityProvider): Promise<string> {
  const { sessionToken, accessKeyId, secretAccessKey } = await credentials();
  const signer = new SignatureV4({
    service: signingName,
    region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: Sha256,
  });
  const path = '/mqtt';
  const { query } = await signer.presign(
    { method: 'GET', protocol: 'wss:', hostname: host, path, query: {}, headers: { host } },
    { expiresIn: validitySeconds },
  );
  const parameters = new URLSearchParams(query as Record<string, string>);
  if (sessionToken) {
    parameters.append(tokenParameter, sessionToken);
  }
  return `wss://${host}${path}?${parameters}`;
}
