import { pascalName } from './output-names';

/** The mutation that puts a message into a worker's queue; `order-events` gives `submitOrderEvents`. */
export function submitField(workerName: string): string {
  return `submit${pascalName(workerName)}`;
}
