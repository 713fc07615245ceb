import type { WebSocket, WebSocketServer } from 'ws';
import { graphqlPath, iamIdentity, unauthorized } from './graphql-door';
import type { GraphqlEngine, Unsubscribe } from './graphql-engine';
import { type ErrorAnswer, parseRequest, refused } from './request-document';
import type { ProjectPackages } from '../project-packages';
import type { TakeUpgrade } from '../rest/rest-server';
import type { SignedRequest, Verdict, Verify } from '../rest/signature';

/** ms of silence after which a client may take the connection for dead, as AppSync tells it. */
const connectionTimeoutMs = 300_000;
const keepAliveMs = 60_000;
const protocol = 'graphql-ws';

/** A message of a client. */
interface ClientMessage {
  readonly id?: string;
  readonly type?: string;
  readonly payload?: {
    readonly data?: string;
    readonly extensions?: { readonly authorization?: Readonly<Record<string, string>> };
  };
}

/** As much of `ws` as is used; its types are those of the package. */
interface WsPackage {
  readonly WebSocketServer: typeof WebSocketServer;
}

/**
 * The WebSocket side of AppSync, on the port of the API.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export class RealtimeServer {
  static async load(packages: ProjectPackages, engine: GraphqlEngine, verify: Verify): Promise<RealtimeServer> {
    const { WebSocketServer: Server } = await packages.load<WsPackage>('ws');
    const sockets = new Server({ noServer: true, handleProtocols: (offered) => offered.has(protocol) && protocol });
    return new RealtimeServer(sockets, engine, verify);
  }

  private constructor(
    private readonly sockets: WebSocketServer,
    private readonly engine: GraphqlEngine,
    private readonly verify: Verify,
  ) {}

  /** Takes the request for a WebSocket. */
  readonly upgrade: TakeUpgrade = (request, socket, head) => {
    if (new URL(`ws://localhost${request.url}`).pathname !== graphqlPath) {
      socket.destroy();
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
      new Connection(webSocket, this.engine, this.verify).open(request.url ?? '');
    });
  };

  stop(): void {
    this.sockets.clients.forEach((socket) => socket.terminate());
    this.sockets.close();
  }
}

/** One WebSocket, and the subscriptions on it. */
class Connection {
  private readonly subscriptions = new Map<string, Unsubscribe>();

  constructor(
    private readonly socket: WebSocket,
    private readonly engine: GraphqlEngine,
    private readonly verify: Verify,
  ) {}

  /** @param target path and query: what authorizes the connection stands in the query */
  open(target: string): void {
    const verdict = this.verify(connectRequest(target));
    const keepAlive = setInterval(() => this.send({ type: 'ka' }), keepAliveMs);
    this.socket.on('close', () => {
      clearInterval(keepAlive);
      this.subscriptions.forEach((unsubscribe) => unsubscribe());
    });
    this.socket.on('message', (text) => void this.receive(parse(String(text)), verdict));
  }

  private async receive(message: ClientMessage, verdict: Promise<Verdict>): Promise<void> {
    const connected = await verdict;
    if ('refusal' in connected) {
      this.send({
        type: 'connection_error',
        payload: { errors: [refused(connected.refusal, 'UnauthorizedException')] },
      });
      this.socket.close();
      return;
    }
    const { id = '', type } = message;
    switch (type) {
      case 'connection_init':
        this.send({ type: 'connection_ack', payload: { connectionTimeoutMs } });
        this.send({ type: 'ka' });
        break;
      case 'start':
        await this.start(id, message);
        break;
      case 'stop':
        this.subscriptions.get(id)?.();
        this.subscriptions.delete(id);
        this.send({ id, type: 'complete' });
        break;
      default:
        this.send({ id, type: 'error', payload: { errors: [refused('unknown type', 'UnsupportedOperation')] } });
    }
  }

  private async start(id: string, { payload: { data = '', extensions } = {} }: ClientMessage): Promise<void> {
    const headers = lowerCased(extensions?.authorization);
    const verdict = await this.verify({ method: 'POST', target: graphqlPath, headers, body: Buffer.from(data) });
    if ('refusal' in verdict) {
      const [, message, errorType] = unauthorized({ headers }, verdict.refusal);
      this.refuse(id, [refused(message, errorType)]);
      return;
    }
    const request = parseRequest(data);
    const started = request
      ? await this.engine.subscribe(request, { identity: iamIdentity(verdict.caller), headers }, (answer) =>
          this.send({ id, type: 'data', payload: answer }),
        )
      : { errors: [refused('the data is not JSON with a "query"', 'MalformedHttpRequestException')] };
    if ('errors' in started) {
      this.refuse(id, started.errors);
      return;
    }
    if (this.socket.readyState !== this.socket.OPEN) {
      started(); // closed in the meantime: nothing would end it later
      return;
    }
    this.subscriptions.set(id, started);
    this.send({ id, type: 'start_ack' });
  }

  private refuse(id: string, errors: readonly ErrorAnswer[]): void {
    this.send({ id, type: 'error', payload: { errors } });
  }

  private send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }
}

/** The request to connect, as it was signed: a POST to a path that there is only in the signature. */
function connectRequest(target: string): SignedRequest {
  const { searchParams } = new URL(`ws://localhost${target}`);
  const [header, payload] = ['header', 'payload'].map((name) => Buffer.from(searchParams.get(name) ?? '', 'base64'));
  const headers = lowerCased(parse(header!.toString()));
  return { method: 'POST', target: `${graphqlPath}/connect`, headers, body: payload! };
}

function lowerCased(headers: object = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** What is no JSON object is taken for an empty one, which is then refused. */
function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
