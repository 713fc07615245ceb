import { type WorkerName, workers } from '../src/spillway/concurrency';

export interface MessageArgument {
  readonly worker: WorkerName;
  readonly payload: object;
}

/**
 * Reads `<worker> <payload as JSON>` from a command line.
 *
 * @throws Error that says what is wrong
 */
export function parseMessageArgument([worker = '', json = '', ...rest]: readonly string[]): MessageArgument {
  if (!Object.hasOwn(workers, worker) || rest.length > 0) {
    throw new Error(`usage: send <${Object.keys(workers).join(' | ')}> '<payload as JSON>'`);
  }
  return { worker: worker as WorkerName, payload: parsePayload(json) };
}

function parsePayload(json: string): object {
  const payload: unknown = JSON.parse(json);
  if (typeof payload !== 'object' || payload === null) {
    throw new Error(`the payload ${json} is not a JSON object`);
  }
  return payload;
}
