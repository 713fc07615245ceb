import { pascalName } from './output-names';

/** The query that tells the status of a worker's message; `order-events` gives `statusOfOrderEvents`. */
export function statusField(workerName: string): string {
  return `statusOf${pascalName(workerName)}`;
}
