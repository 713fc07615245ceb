import type { IncomingMessage } from 'node:http';
import type { GraphqlServer } from './graphql-server';
import { type WebSocket, WebSocketServer } from 'ws';

interface StartMessage {
  readonly id: string;
  readonly type: 'connection_init' | 'start';
  readonly payload?: { readonly data: string; readonly extensions: { readonly authorization: Record<string, string> } };
}

export interface RealtimeBehaviour {
  /** Called once a subscription is registered. */
  readonly onStart?: (socket: { publish(data: object): void; cut(): void }) => void;
  /** Answers the start with this error type. */
  readonly refuseWith?: string;
}

/** The WebSocket side of AppSync, on the same port as the API; it sends what AppSync sends. */
export class RealtimeServer {
  /** Headers from the address of the connection, decoded. */
  readonly connectHeaders: Record<string, string>[] = [];
  readonly starts: NonNullable<StartMessage['payload']>[] = [];

  constructor(
    { http }: GraphqlServer,
    private readonly behaviour: RealtimeBehaviour,
  ) {
    new WebSocketServer({ server: http, path: '/graphql' }).on('connection', (socket, request) => {
      this.connectHeaders.push(decodeHeader(request));
      socket.on('message', (text) => this.receive(socket, JSON.parse(String(text)) as StartMessage));
    });
  }

  private receive(socket: WebSocket, { id, type, payload }: StartMessage): void {
    const send = (message: object) => socket.send(JSON.stringify(message));
    if (type === 'connection_init') {
      send({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
      send({ type: 'ka' });
      return;
    }
    this.starts.push(payload!);
    const { onStart, refuseWith: errorType } = this.behaviour;
    if (errorType) {
      send({ id, type: 'error', payload: { errors: [{ errorType, message: 'refused' }] } });
      return;
    }
    send({ id, type: 'start_ack' });
    onStart?.({ publish: (data) => send({ id, type: 'data', payload: { data } }), cut: () => socket.terminate() });
  }
}

function decodeHeader({ url = '' }: IncomingMessage): Record<string, string> {
  const header = new URL(url, 'ws://localhost').searchParams.get('header') ?? '';
  return JSON.parse(Buffer.from(header, 'base64').toString()) as Record<string, string>;
}
