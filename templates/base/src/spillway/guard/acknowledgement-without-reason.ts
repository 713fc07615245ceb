import type { Rule } from './rule';

/** Whoever reads the acknowledgement later must be able to tell whether it still holds. */
export const acknowledgementWithoutReason: Rule = {
  id: 'acknowledgement-without-reason',
  check: ({ acknowledgements }) =>
    acknowledgements
      .filter(({ reason }) => reason.trim() === '')
      .map(({ path, id }) => ({
        path,
        problem: `${id} is acknowledged without a reason`,
        fix: 'say in "reason" why the finding does no harm here',
        severity: 'fatal',
      })),
};
