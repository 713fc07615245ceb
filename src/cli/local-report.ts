import { localCallers } from '../local/callers';
import type { LocalEvent } from '../local/local-event';
import type { RunDirectory } from '../local/run-directory';
import type { LocalService } from '../local/start-local-service';

/** What is said of an event to a person; nothing about what went well and needs no eye. */
export function describeEvent(event: LocalEvent): string | undefined {
  switch (event.type) {
    case 'request':
      return `${event.method} ${event.path} ${event.status} (${event.durationMs.toFixed(0)} ms)`;
    case 'invocation':
      return event.outcome === 'succeeded' ? undefined : `${event.function} ${event.outcome}: ${event.error ?? ''}`;
    case 'throttle':
      return `${event.function} throttled: ${event.reason}`;
    case 'batch':
      return event.dropped
        ? `${event.queue}: a batch of ${event.messages} was throttled until it timed out`
        : undefined;
    case 'log':
      return isMetrics(event.line) ? undefined : `${event.function} | ${event.line}`;
    case 'problem':
      return event.message;
  }
}

/** Lines that CloudWatch would take for metrics (embedded metric format). */
function isMetrics(line: string): boolean {
  return line.startsWith('{"_aws":');
}

export interface RunDescription {
  readonly name: string;
  readonly region: string;
  readonly url: string;
  readonly statusUrl: string;
  readonly outputsFile: string;
  readonly sqsEndpoint: string;
  readonly dynamodbEndpoint: string;
  readonly routes: readonly string[];
  readonly workers: readonly string[];
  readonly callers: typeof localCallers;
}

export function describeRun(service: LocalService, statusUrl: string, directory: RunDirectory): RunDescription {
  const { name, region, url, routes, sqsEndpoint, dynamodbEndpoint, workers } = service;
  return {
    name,
    region,
    url,
    statusUrl,
    outputsFile: directory.outputsFile,
    sqsEndpoint,
    dynamodbEndpoint,
    routes,
    workers: workers.map((worker) => worker.name),
    callers: localCallers,
  };
}

/** What a person needs to begin. */
export function banner(run: RunDescription): string {
  const [first] = run.callers;
  const [worker] = run.workers;
  const width = Math.max(...run.callers.map(({ accessKeyId }) => accessKeyId.length));
  return [
    `${run.name} is running; Ctrl-C stops it and forgets its messages`,
    '',
    `  API       ${run.url}`,
    `  status    ${run.statusUrl}`,
    `  SQS       ${run.sqsEndpoint}`,
    `  DynamoDB  ${run.dynamodbEndpoint}`,
    `  outputs   ${run.outputsFile}`,
    '',
    ...run.callers.map(
      ({ accessKeyId, secretAccessKey, arn }) => `  caller    ${accessKeyId.padEnd(width)}  ${secretAccessKey}  ${arn}`,
    ),
    '',
    `curl --aws-sigv4 "aws:amz:${run.region}:execute-api" --user "${first!.accessKeyId}:${first!.secretAccessKey}" \\`,
    `  --header 'content-type: application/json' --data '{}' ${run.url}${worker ?? ''}`,
    '',
  ].join('\n');
}
