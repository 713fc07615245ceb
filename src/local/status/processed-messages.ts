/** Name of the metric that the runtime counts each message with whose business code finished. */
const metricName = 'MessagesProcessed';

/** Whether CloudWatch would take a line for metrics (embedded metric format). */
export function isMetricsLine(line: string): boolean {
  return line.startsWith('{"_aws":');
}

/**
 * How many messages a line of metrics says were processed, and by whom: one value, or a list where it was added to within
 * one invocation.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function processedMessages(line: string): { readonly worker: string; readonly messages: number } {
  const { service, [metricName]: values = [] } = parsed(line);
  const messages = [values].flat().reduce<number>((sum, value) => sum + Number(value), 0);
  return { worker: String(service), messages };
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {}; // what user code printed only looks like metrics
  }
}
