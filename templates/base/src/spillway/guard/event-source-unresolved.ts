import type { Rule } from './rule';

/** What a mapping has to name instead, by what could not be found. */
const fixes = {
  function: 'give it a function of this app, not an imported one or an ARN',
  queue: 'give it a queue of this app, not an imported one or an ARN',
};

/** A queue's event source that leads out of the app would get past every other rule unseen, so it is refused. */
export const eventSourceUnresolved: Rule = {
  id: 'event-source-unresolved',
  check: ({ unresolvedEventSources }) =>
    unresolvedEventSources.flatMap(({ path, unresolved }) =>
      unresolved.map((kind) => ({
        path,
        problem: `the ${kind} of this event source cannot be found, so its limits cannot be checked`,
        fix: fixes[kind],
      })),
    ),
};
