import { WebSocket } from 'ws';
import type { GraphqlClient } from './graphql-client';
import { GraphqlError } from './graphql-error';
import { authorize, realtimeAddress } from './realtime-address';

/** The messages of AppSync that matter here; it sends `ka` to keep the connection alive. */
interface RealtimeMessage {
  readonly type: 'connection_ack' | 'connection_error' | 'start_ack' | 'data' | 'error' | 'complete' | 'ka';
  readonly payload?: {
    readonly connectionTimeoutMs?: number;
    readonly data?: unknown;
    readonly errors?: readonly { readonly errorType?: string; readonly message?: string }[];
  };
}

/** ms without a word from AppSync after which the connection counts as dead, until it names its own limit. */
const firstSilenceMs = 30_000;

/** One subscription on a WebSocket of its own. */
export class Subscription<Data> {
  /** Resolves once AppSync has registered the subscription: nothing that is published later is missed. */
  readonly started: Promise<void>;
  /** The first publication. Rejects when the connection is lost before it comes. */
  readonly next: Promise<Data>;
  private readonly socket: WebSocket;
  private silence = setTimeout(() => this.socket.terminate(), firstSilenceMs);
  private onStarted!: () => void;
  private onData!: (data: Data) => void;
  private onError!: (error: Error) => void;

  /** Opens the connection; the start of the subscription is still to come. */
  static async open<Data>(client: GraphqlClient, document: string, variables: object): Promise<Subscription<Data>> {
    const data = JSON.stringify({ query: document, variables });
    const start = { data, extensions: { authorization: await authorize(client, data) } };
    return new Subscription(await realtimeAddress(client), start);
  }

  private constructor(address: URL, start: object) {
    const failed = new Promise<never>((_resolve, reject) => (this.onError = reject));
    this.started = Promise.race([failed, new Promise<void>((resolve) => (this.onStarted = resolve))]);
    this.next = Promise.race([failed, new Promise<Data>((resolve) => (this.onData = resolve))]);
    // who waits for one of the two need not wait for the other
    this.started.catch(() => undefined);
    this.next.catch(() => undefined);
    this.socket = new WebSocket(address, 'graphql-ws');
    this.socket.on('open', () => this.socket.send(JSON.stringify({ type: 'connection_init' })));
    this.socket.on('message', (text) => this.receive(JSON.parse(String(text)) as RealtimeMessage, start));
    this.socket.on('error', (error) => this.onError(error));
    this.socket.on('close', () => this.end(new Error('the connection to the API is lost')));
  }

  close(): void {
    this.socket.close();
  }

  private receive({ type, payload }: RealtimeMessage, start: object): void {
    this.silence.refresh();
    switch (type) {
      case 'connection_ack':
        this.allowSilence(payload?.connectionTimeoutMs ?? firstSilenceMs);
        this.socket.send(JSON.stringify({ id: '1', type: 'start', payload: start }));
        break;
      case 'start_ack':
        this.onStarted();
        break;
      case 'data':
        this.onData(payload?.data as Data);
        break;
      case 'error':
      case 'connection_error':
        this.refuse(payload?.errors?.[0]);
    }
  }

  private allowSilence(durationMs: number): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.socket.terminate(), durationMs);
  }

  private refuse(error: { readonly errorType?: string; readonly message?: string } = {}): void {
    this.onError(new GraphqlError(error.errorType ?? 'Unknown', error.message ?? 'the API refused the subscription'));
    this.close();
  }

  private end(error: Error): void {
    clearTimeout(this.silence);
    this.onError(error);
  }
}
