import type { ApiConnection } from './api-connection';
import { readAnswer } from './graphql-error';

/** Calls the API over a connection that proves who the caller is. */
export class GraphqlClient {
  private readonly url: URL;

  constructor(private readonly connection: ApiConnection) {
    this.url = new URL('graphql', connection.url);
  }

  /**
   * Runs an operation.
   *
   * @throws GraphqlError when the API refuses it; the connection's errors when there is no answer
   */
  async execute<Data>(document: string, variables: object): Promise<Data> {
    const body = JSON.stringify({ query: document, variables });
    const answer = await this.connection.send({ method: 'POST', url: this.url, body });
    return readAnswer(answer.status, answer.body);
  }
}
