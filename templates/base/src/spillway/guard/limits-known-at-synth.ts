import type { Rule } from './rule';

/** A limit given as a CloudFormation parameter cannot be checked before the deployment, so it is refused. */
export const limitsKnownAtSynth: Rule = (app) => [
  ...app.functions.flatMap((handler) => [
    ...unknown(handler.path, 'reservedConcurrentExecutions', handler.reservedConcurrency),
    ...unknown(handler.path, 'timeout', handler.timeoutSeconds),
  ]),
  ...app.queues.flatMap((queue) => [
    ...unknown(queue.path, 'visibilityTimeout', queue.visibilityTimeoutSeconds),
    ...unknown(queue.path, 'retentionPeriod', queue.retentionSeconds),
  ]),
  ...app.eventSources.flatMap((source) => [
    ...unknown(source.path, 'maxConcurrency', source.maximumConcurrency),
    ...unknown(source.path, 'maxBatchingWindow', source.batchingWindowSeconds),
  ]),
];

function unknown(path: string, property: string, value: number | undefined): string[] {
  return Number.isNaN(value)
    ? [`${path}: ${property} is not a number at synth; give the number itself, not a parameter`]
    : [];
}
