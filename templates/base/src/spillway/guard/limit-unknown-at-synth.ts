import type { Finding, Rule } from './rule';

/** A limit that only CloudFormation knows, at the deployment, cannot be checked before, so it is refused. */
export const limitUnknownAtSynth: Rule = {
  id: 'limit-unknown-at-synth',
  check: ({ functions, serverlessFunctions, queues, eventSources }) => [
    ...serverlessFunctions.map((path) => ({
      path,
      problem: 'AWS::Serverless::Function becomes a function at the deployment only, so its limits cannot be checked',
      fix: 'define it as AWS::Lambda::Function, with Function or CfnFunction',
    })),
    ...functions.flatMap(({ path, reservedConcurrency, provisionedConcurrency, timeoutSeconds }) =>
      unknown(path, {
        reservedConcurrentExecutions: reservedConcurrency,
        provisionedConcurrentExecutions: provisionedConcurrency,
        timeout: timeoutSeconds,
      }),
    ),
    ...queues.flatMap(({ path, visibilityTimeoutSeconds, retentionSeconds, maxReceiveCount }) =>
      unknown(path, {
        visibilityTimeout: visibilityTimeoutSeconds,
        retentionPeriod: retentionSeconds,
        maxReceiveCount,
      }),
    ),
    ...eventSources.flatMap((source) =>
      unknown(source.path, {
        batchSize: source.batchSize,
        maxBatchingWindow: source.batchingWindowSeconds,
        maxConcurrency: source.maximumConcurrency,
        maximumPollers: source.maximumPollers,
      }),
    ),
  ],
};

/** @param limits by the name that the CDK gives the property */
function unknown(path: string, limits: Readonly<Record<string, number | undefined>>): Finding[] {
  return Object.entries(limits)
    .filter(([, value]) => Number.isNaN(value))
    .map(([property]) => ({
      path,
      problem: `${property} is not a number at synth, so it cannot be checked`,
      fix: 'give the number itself, not a parameter',
    }));
}
