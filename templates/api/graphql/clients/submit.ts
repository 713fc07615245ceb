import type { WorkerName } from '../src/spillway/concurrency';
import { submitField } from '../src/spillway/field-names';
import { pascalName } from '../src/spillway/output-names';
import type { GraphqlClient } from './graphql-client';

/**
 * Sends a message to a worker.
 *
 * @param payload as the worker's type in `src/payloads` describes it
 * @returns the id of the message
 */
export async function submit(client: GraphqlClient, worker: WorkerName, payload: object): Promise<string> {
  const document = `mutation ($payload: ${pascalName(worker)}Payload!) {
    receipt: ${submitField(worker)}(payload: $payload) { id }
  }`;
  const { receipt } = await client.execute<{ receipt: { id: string } }>(document, { payload });
  return receipt.id;
}
