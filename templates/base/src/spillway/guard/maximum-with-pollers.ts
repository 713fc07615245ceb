import type { Rule } from './rule';

/**
 * Lambda refuses an event source with both at the deployment (lambda/latest/dg/services-sqs-scaling.html); the CDK lets it
 * through.
 */
export const maximumWithPollers: Rule = {
  id: 'maximum-with-pollers',
  check: ({ eventSources }) =>
    eventSources
      .filter((source) => source.maximumConcurrency !== undefined && source.maximumPollers !== undefined)
      .map(({ path, maximumConcurrency, maximumPollers }) => ({
        path,
        problem: `maximum concurrency ${maximumConcurrency} and provisioned mode with up to ${maximumPollers} pollers exclude each other`,
        fix: 'remove maxConcurrency or provisionedPollerConfig',
      })),
};
