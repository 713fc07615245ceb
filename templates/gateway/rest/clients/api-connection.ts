/** A request to the API; the body is JSON text. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends a request in the name of the caller. */
export type Send = (request: ApiRequest) => Promise<ApiAnswer>;

/** The API, as one caller reaches it. */
export interface ApiConnection {
  /** Base URL, with a slash at its end. */
  readonly url: string;
  readonly send: Send;
}

/** ms before a request is given up; API Gateway itself answers within 29 s (apigateway/latest/developerguide/limits.html). */
export const requestTimeoutMs = 30_000;

/** An answer that a caller cannot go on with. */
export class UnexpectedAnswerError extends Error {
  constructor(
    readonly request: ApiRequest,
    readonly answer: ApiAnswer,
  ) {
    super(`${request.method} ${request.url.pathname} was answered ${answer.status}: ${answer.body}`);
    this.name = 'UnexpectedAnswerError';
  }
}
