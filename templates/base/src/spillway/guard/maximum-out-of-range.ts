import { leastMaximumConcurrency as least, mostMaximumConcurrency as most } from './lambda-limits';
import type { Rule } from './rule';

/** Lambda refuses any other maximum at the deployment; the CDK lets a raw override through. */
export const maximumOutOfRange: Rule = {
  id: 'maximum-out-of-range',
  check: ({ eventSources }) =>
    eventSources.flatMap(({ path, maximumConcurrency: maximum = least }) =>
      maximum < least || maximum > most
        ? [
            {
              path,
              problem: `maximum concurrency ${maximum} is not from ${least} to ${most}, and Lambda takes no other`,
              fix: maximum < least ? `set maxConcurrency to ${least} or more` : `lower maxConcurrency to ${most}`,
            },
          ]
        : [],
    ),
};
