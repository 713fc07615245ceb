import type { Rule } from './rule';
import { workedOffQueues } from './synthesized-app';

/** Lambda advises five receives or more (lambda/latest/dg/services-sqs-configure.html). */
const fewestReceives = 5;

/** Each batch that Lambda throttles counts as a receive: with few of them, messages are given up that nothing ever handled. */
export const receiveCountTooLow: Rule = {
  id: 'receive-count-too-low',
  check: (app) =>
    workedOffQueues(app).flatMap(({ path, maxReceiveCount }) =>
      maxReceiveCount !== undefined && maxReceiveCount < fewestReceives
        ? [
            {
              path,
              problem: `a message is given up after ${maxReceiveCount} receives, and each throttled batch counts as one`,
              fix: `raise maxReceiveCount to ${fewestReceives} or more`,
            },
          ]
        : [],
    ),
};
