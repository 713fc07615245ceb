/** Name of the stack output that holds the ARN of a worker's dead-letter queue; `orders` gives `DeadLetterQueueArnOrders`. */
export function deadLetterQueueOutput(workerName: string): string {
  const words = workerName.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `DeadLetterQueueArn${words.join('')}`;
}
