/** Name of the stack output that holds the ARN of a worker's dead-letter queue; `orders` gives `DeadLetterQueueArnOrders`. */
export function deadLetterQueueOutput(workerName: string): string {
  return `DeadLetterQueueArn${pascalName(workerName)}`;
}

/** A worker's name as part of an identifier; `order-events` gives `OrderEvents`. */
export function pascalName(workerName: string): string {
  const words = workerName.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join('');
}
