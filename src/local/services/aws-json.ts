import { Agent, request } from 'node:http';

/** Where a local service answers, and how it names its operations. */
export interface JsonService {
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** Before the operation in the header `x-amz-target`, such as `AmazonSQS`. */
  readonly targetPrefix: string;
  readonly region: string;
}

export interface JsonAnswer {
  readonly status: number;
  /** JSON text. */
  readonly body: string;
}

/** A local service refused a call. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    /** Such as `InvalidMessageContents`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const agent = new Agent({ keepAlive: true });

/** The local services read the Region from a signature, and do not check it. */
function authorizationFor(region: string): string {
  return `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/local/aws4_request, SignedHeaders=host, Signature=local`;
}

/** Calls an operation in the JSON protocol of AWS; the answer comes as it is, whatever its status. */
export function callJson(
  { endpoint, targetPrefix, region }: JsonService,
  operation: string,
  { body, signal }: { readonly body: string; readonly signal?: AbortSignal },
): Promise<JsonAnswer> {
  const headers = {
    authorization: authorizationFor(region),
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amz-date': '20260101T000000Z',
    'x-amz-target': `${targetPrefix}.${operation}`,
  };
  return new Promise((resolve, reject) => {
    const sending = request(`${endpoint}/`, { method: 'POST', agent, headers, signal }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/**
 * Calls an operation and reads its answer.
 *
 * @throws ServiceError when the service refused
 */
export async function call<T>(
  service: JsonService,
  operation: string,
  { input, signal }: { readonly input: object; readonly signal?: AbortSignal },
): Promise<T> {
  const { status, body } = await callJson(service, operation, { body: JSON.stringify(input), signal });
  const answer = (body === '' ? {} : JSON.parse(body)) as { __type?: string; message?: string; Message?: string };
  if (status >= 400) {
    const code = answer.__type?.split('#').at(-1) ?? 'Unknown';
    throw new ServiceError(status, code, answer.message ?? answer.Message ?? body);
  }
  return answer as T;
}
