import { createServer, type RequestListener } from 'node:http';
import type { ApiConnection } from '../../clients/api-connection';
import { connect } from '../../clients/connect';
import { listen } from './local-server';

export const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };

/** Connects to an API on this machine, which leaves the signature to the listener. */
export async function connectTo(listener: RequestListener): Promise<ApiConnection> {
  const port = await listen(createServer(listener));
  return connect({ url: `http://localhost:${port}/v1/`, credentials });
}
