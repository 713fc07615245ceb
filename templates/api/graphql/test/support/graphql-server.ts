import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphql } from 'graphql';
import { serviceSchema } from './schema';

type Fields = Readonly<Record<string, (args: never) => unknown>>;

interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The API on the loopback interface: the deployed schema, with functions of the test behind its fields. */
export class GraphqlServer {
  readonly requests: ReceivedRequest[] = [];

  static async start(fields: Fields): Promise<GraphqlServer> {
    const http = createServer();
    const server = new GraphqlServer(http, fields);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return server;
  }

  private constructor(
    readonly http: Server,
    private readonly fields: Fields,
  ) {
    http.on('request', async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += String(chunk);
      }
      this.requests.push({ headers: request.headers, body });
      response.end(JSON.stringify(await this.answer(body)));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}/graphql`;
  }

  stop(): void {
    this.http.closeAllConnections();
    this.http.close();
  }

  private answer(body: string): ReturnType<typeof graphql> {
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    return graphql({ schema: serviceSchema(), source: query, variableValues: variables, rootValue: this.fields });
  }
}
