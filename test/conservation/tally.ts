/** What was seen of the messages of a run. Each is known by the number in its body. */
export interface Sightings {
  /** Answered 202. */
  readonly accepted: ReadonlySet<number>;
  readonly poison: ReadonlySet<number>;
  /** What the handler wrote down as done, once for each time. */
  readonly done: readonly number[];
  /** What lay in the dead-letter queue at the end. */
  readonly dead: readonly number[];
  /** What was still in the queue at the end. */
  readonly queued: readonly number[];
}

/** Where the accepted messages ended: each is in exactly one place. */
export interface Tally {
  readonly accepted: number;
  readonly processed: number;
  readonly dead: number;
  readonly queued: number;
  /** What must not be, in words; nothing where all is well. */
  readonly differences: readonly string[];
}

/**
 * Adds up by number. A message that was done and whose deletion never came about is where its queue has it: in the end it
 * was delivered again, or is a dead letter although its work was done.
 */
export function tallyOf({ accepted, poison, done, dead, queued }: Sightings): Tally {
  const waiting = new Set(queued);
  const buried = new Set(dead);
  const finished = new Set(done);
  const processed = [...accepted].filter((n) => finished.has(n) && !buried.has(n) && !waiting.has(n));
  const lost = [...accepted].filter((n) => !finished.has(n) && !buried.has(n) && !waiting.has(n));
  const seen = [...finished, ...buried, ...waiting];
  const differences = [
    differenceOf('lost', lost),
    differenceOf('there although they were never accepted', unique(seen.filter((n) => !accepted.has(n)))),
    differenceOf(
      'poison, and processed all the same',
      [...finished].filter((n) => poison.has(n)),
    ),
    differenceOf('in the queues more than once', repeated([...queued, ...dead])),
  ];
  return {
    accepted: accepted.size,
    processed: processed.length,
    dead: buried.size,
    queued: waiting.size,
    differences: differences.filter((text) => text !== undefined),
  };
}

function differenceOf(what: string, numbers: readonly number[]): string | undefined {
  return numbers.length === 0 ? undefined : `${numbers.length} messages are ${what}: ${numbers.slice(0, 5).join(', ')}`;
}

function repeated(numbers: readonly number[]): number[] {
  const seen = new Set<number>();
  return unique(numbers.filter((n) => seen.has(n) || !seen.add(n)));
}

function unique(numbers: readonly number[]): number[] {
  return [...new Set(numbers)];
}
