import { followMessage } from './follow.mjs';
import { targetUrl } from './settings.mjs';
import { count, countCompleted } from './tally.mjs';

export * from './hooks.mjs';

const target = targetUrl();

/** Of the messages to a worker, the first and then each fiftieth is followed to its end: reading must not become the load. */
const followedOf = 50;
const acceptedBy = new Map();

/** Waits until a message is done, as its caller would, if it is one of those that are followed. */
export async function follow(context, events) {
  const { accepted } = context.vars;
  if (accepted === undefined || !isFollowed(accepted.worker.name)) {
    return;
  }
  const { worker, id, sentAt } = accepted;
  const isDone = await followMessage({ target, worker, id });
  if (isDone) {
    countCompleted(events, { worker: worker.name, sentAt });
  } else {
    count(events, 'unfinished', worker.name);
  }
}

function isFollowed(workerName) {
  const before = acceptedBy.get(workerName) ?? 0;
  acceptedBy.set(workerName, before + 1);
  return before % followedOf === 0;
}
