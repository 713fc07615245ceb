import type { Rule } from './rule';

/** What a mapping has to name instead, by what could not be found. */
const fixes = {
  function: 'give it the function itself, in the same stack, not an alias, a version or an ARN',
  queue: 'give it a queue of the same stack, not an imported one or an ARN',
};

/** A queue's event source that leads out of its stack would get past every other rule unseen, so it is refused. */
export const eventSourcesResolved: Rule = (app) =>
  app.unresolvedEventSources.flatMap(({ path, unresolved }) =>
    unresolved.map((kind) => `${path}: the ${kind} cannot be found, so its limits cannot be checked; ${fixes[kind]}`),
  );
