import { readAnswer } from './graphql-error';
import { signRequest, type SigningProps } from './sign-request';

export interface GraphqlClientProps extends SigningProps {
  /** The stack's output `GraphqlUrl`. */
  readonly url: string;
  /** Longest wait for an answer, in milliseconds. AppSync itself gives up after 30 s. */
  readonly timeoutMs?: number;
}

/** Calls the API with requests that are signed for AWS IAM. */
export class GraphqlClient {
  readonly url: URL;

  constructor(private readonly props: GraphqlClientProps) {
    this.url = new URL(props.url);
  }

  /**
   * Runs an operation.
   *
   * @throws GraphqlError when the API refuses it; the errors of `fetch` when there is no answer
   */
  async execute<Data>(document: string, variables: object): Promise<Data> {
    const body = JSON.stringify({ query: document, variables });
    const headers = await this.sign(this.url, { 'content-type': 'application/json' }, body);
    const response = await fetch(this.url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(this.props.timeoutMs ?? 30_000),
    });
    return readAnswer(response.status, await response.text());
  }

  /** Headers that prove to AppSync who sends this. */
  sign(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<Record<string, string>> {
    return signRequest({ url, headers, body }, this.props);
  }
}
