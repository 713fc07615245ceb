import { readFileSync } from 'node:fs';
import { findApiUrl } from './api-url';
import { connect } from './connect';
import { GraphqlClient } from './graphql-client';

/** A client of the deployed API, with the certificate and the key that CLIENT_CERTIFICATE and CLIENT_KEY name as PEM files. */
export async function openClient(): Promise<GraphqlClient> {
  const [certificate, key] = [readNamed('CLIENT_CERTIFICATE'), readNamed('CLIENT_KEY')];
  return new GraphqlClient(connect({ url: await findApiUrl(), certificate, key }));
}

function readNamed(variable: string): string {
  const path = process.env[variable];
  if (!path) {
    throw new Error(`set ${variable} to the path of a PEM file`);
  }
  return readFileSync(path, 'utf8');
}
