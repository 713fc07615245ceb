import { describe, expect, it } from 'vitest';
import { conserve } from './conserve';
import { type Sightings, tallyOf } from './tally';

const sightings = (changes: Partial<Sightings> = {}): Sightings => ({
  accepted: new Set([1, 2, 3, 4]),
  poison: new Set([4]),
  done: [1, 2, 2],
  dead: [4],
  queued: [3],
  ...changes,
});

describe('the tally of a run', () => {
  it('finds each message in one place', () => {
    expect(tallyOf(sightings())).toEqual({ accepted: 4, processed: 2, dead: 1, queued: 1, differences: [] });
    expect(tallyOf(sightings({ done: [1, 2, 3] }))).toMatchObject({ processed: 2, queued: 1, differences: [] });
  });

  it.each<[Partial<Sightings>, string]>([
    [{ done: [1] }, '1 messages are lost: 2'],
    [{ dead: [] }, '1 messages are lost: 4'],
    [{ queued: [3, 9] }, '1 messages are there although they were never accepted: 9'],
    [{ done: [1, 2, 4] }, '1 messages are poison, and processed all the same: 4'],
    [{ queued: [3, 4] }, '1 messages are in the queues more than once: 4'],
  ])('says what is wrong with %j', (changes, difference) => {
    expect(tallyOf(sightings(changes)).differences).toEqual([difference]);
  });
});

it('loses nothing when handlers crash, throw and hang', async () => {
  const chances = { crash: 0.01, throw: 0.01, hang: 0.005 };
  const { differences, failures, ...tally } = await conserve({ messages: 600, seed: 7, chances, patienceMs: 90_000 });
  expect(differences).toEqual([]);
  expect(tally).toMatchObject({ accepted: 600, queued: 0 });
  expect(tally.processed + tally.dead).toBe(600);
  expect(tally.dead).toBeGreaterThanOrEqual(tally.poison);
  expect(tally.poison).toBeGreaterThan(20);
  expect(Object.values(failures).every((count) => count > 0)).toBe(true);
});
