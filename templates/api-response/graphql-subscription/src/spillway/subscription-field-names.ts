import { pascalName } from './output-names';

/** The mutation by which a worker tells subscribers; `order-events` gives `publishOrderEvents`. */
export function publishField(workerName: string): string {
  return `publish${pascalName(workerName)}`;
}

/** The subscription to a worker's message; `order-events` gives `onOrderEventsFinished`. */
export function finishedField(workerName: string): string {
  return `on${pascalName(workerName)}Finished`;
}
