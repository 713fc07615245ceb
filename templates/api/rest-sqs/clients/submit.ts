import type { WorkerName } from '../src/spillway/concurrency';
import { type ApiConnection, type ApiRequest, UnexpectedAnswerError } from './api-connection';

/**
 * Sends a message to a worker.
 *
 * @param payload a JSON object that fits the schema in `src/message-schema.ts`
 * @returns the id of the message
 * @throws UnexpectedAnswerError when the message was not accepted
 */
export async function submit(api: ApiConnection, worker: WorkerName, payload: object): Promise<string> {
  const request: ApiRequest = { method: 'POST', url: new URL(worker, api.url), body: JSON.stringify(payload) };
  const answer = await api.send(request);
  if (answer.status !== 202) {
    throw new UnexpectedAnswerError(request, answer);
  }
  return (JSON.parse(answer.body) as { id: string }).id;
}
