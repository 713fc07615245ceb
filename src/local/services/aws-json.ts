import { Agent, request as openRequest } from 'node:http';

/** Where a local service answers, and how it names its operations. */
export interface JsonService {
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** Before the operation in the header `x-amz-target`, such as `AmazonSQS`. */
  readonly targetPrefix: string;
  readonly region: string;
  /** Where it runs in this process: answers as the endpoint does, without a connection. */
  readonly answerHere?: (request: JsonRequest) => Promise<JsonAnswer>;
}

export interface JsonRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string;
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

interface CallOptions {
  /** JSON text. */
  readonly body: string;
  /** Ends the wait for an answer. */
  readonly signal?: AbortSignal;
}

/** Calls an operation in the JSON protocol of AWS; the answer comes as it is, whatever its status. */
export function callJson(service: JsonService, operation: string, options: CallOptions): Promise<JsonAnswer> {
  const { endpoint, targetPrefix, region, answerHere } = service;
  const headers = {
    authorization: authorizationFor(region),
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20260101T000000Z',
    'x-amz-target': `${targetPrefix}.${operation}`,
  };
  const request = { headers, body: options.body };
  return answerHere ? unlessAborted(answerHere(request), options.signal) : post(endpoint, request, options.signal);
}

function unlessAborted<T>(answer: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) {
    return answer;
  }
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) {
      abort();
    }
  });
}

function post(endpoint: string, { headers, body }: JsonRequest, signal?: AbortSignal): Promise<JsonAnswer> {
  const options = { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, signal };
  return new Promise((resolve, reject) => {
    const sending = openRequest(`${endpoint}/`, options, (response) => {
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
