import { Agent, request } from 'undici';
import { apiKey, forgetApiKey } from './spillway/runtime/api-key';
import { environmentVariable } from './spillway/runtime/environment';

/** ms of one call; short enough that a whole batch of calls that hang ends before the function does. */
const timeoutMs = Number(environmentVariable('DOWNSTREAM_TIMEOUT_MS'));

/** One for each execution environment: a warm function keeps its connection, and needs one, since it calls one at a time. */
const agent = new Agent({ connections: 1, keepAliveTimeout: 60_000 });

/** The API answered, and did not do what it was asked to. */
export class DownstreamError extends Error {
  constructor(
    path: string,
    readonly status: number,
  ) {
    super(`POST ${path} was answered ${status}`);
    this.name = 'DownstreamError';
  }
}

/**
 * Calls the API behind the workers. This file is yours: how the API wants to be called, and how it takes its key.
 *
 * @param path relative to the base URL
 * @param idempotencyKey the same for each try of a message, so that the API can tell a repetition
 * @returns what the API answered, read as JSON; undefined for an empty answer
 * @throws DownstreamError for any answer but a success; busy (429, 503) or not, SQS delivers the message again
 */
export async function postJson(path: string, body: object, idempotencyKey: string): Promise<unknown> {
  const { statusCode, body: answer } = await request(urlOf(path), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await apiKey()}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(body),
    dispatcher: agent,
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await answer.text();
  if (statusCode === 401 || statusCode === 403) {
    forgetApiKey(); // it may have been rotated: the next try reads it anew
  }
  if (statusCode < 200 || statusCode > 299) {
    throw new DownstreamError(path, statusCode);
  }
  return text === '' ? undefined : JSON.parse(text);
}

function urlOf(path: string): URL {
  const baseUrl = environmentVariable('DOWNSTREAM_BASE_URL');
  // Without a slash at the end, a relative path would replace the last part of the base URL.
  return new URL(path, baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
}
