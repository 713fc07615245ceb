import { createHash, createHmac } from 'node:crypto';
import { region } from '../../src/spillway/service';

/**
 * The SigV4 signature that belongs to a presigned address, computed by hand from its parts
 * (IAM/latest/UserGuide/reference_sigv-create-signed-request.html). The security token is no part of it.
 */
export function expectedSignature(url: URL, secretAccessKey: string): string {
  const parameters = [...url.searchParams].filter(
    ([name]) => !['X-Amz-Signature', 'X-Amz-Security-Token'].includes(name),
  );
  const query = parameters
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const canonical = ['GET', url.pathname, query, `host:${url.host}`, '', 'host', sha256('')].join('\n');
  const time = url.searchParams.get('X-Amz-Date') ?? '';
  const scope = [time.slice(0, 8), region, 'iotdevicegateway', 'aws4_request'];
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n')).toString('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
