import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadProfiles } from '../../src/plan/load-profiles';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { loadTestViews } from '../../src/render/load-test-view';
import { anySpec, specOf } from '../valid-answers';

interface ArtilleryPhase {
  readonly name: string;
  readonly duration: number;
  readonly arrivalRate?: number;
  readonly rampTo?: number;
  readonly arrivalCount?: number;
}

const phasesOf = (text: string) => JSON.parse(text) as readonly ArtilleryPhase[];

/** As Artillery sends them: a changing rate goes from second to second. */
function messagesOf({ duration, arrivalRate = 0, rampTo = arrivalRate, arrivalCount }: ArtilleryPhase): number {
  return arrivalCount ?? (duration * (arrivalRate + rampTo)) / 2;
}

describe('load tests in the words of Artillery', () => {
  it('send what the profiles of the plan do, at rates that Artillery can divide among threads', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const plan = planConcurrency(spec);
        const profiles = loadProfiles(spec, plan);
        loadTestViews(spec, plan).forEach(({ phases }, index) => {
          const { prediction, phases: planned } = profiles[index]!;
          const sent = phasesOf(phases);
          expect(sent.map(({ name, duration }) => [name, duration])).toEqual(
            planned.map(({ name, durationSeconds }) => [name, durationSeconds]),
          );
          const messages = sent.reduce((sum, phase) => sum + messagesOf(phase), 0);
          expect(Math.abs(messages - prediction.offered)).toBeLessThanOrEqual(sent.length + spec.workers.length);
          for (const { arrivalRate, rampTo, arrivalCount } of sent) {
            expect(arrivalCount === undefined).toBe(arrivalRate !== undefined);
            expect(rampTo !== undefined || Number.isInteger(arrivalRate ?? arrivalCount)).toBe(true);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('say in words what is sent and expected', () => {
    const spec = specOf({ concurrencyBudget: 20 });
    const views = loadTestViews(spec, planConcurrency(spec));
    expect(views.find(({ name }) => name === 'burst')).toMatchObject({
      load: '25 to 90/s for 10 s, then 90 to 180/s for 60 s, then 180/s for 30 s',
      expected: expect.stringMatching(
        /^14075 messages, \d+ refused, \d+ waiting at most, the last done \d+ s after it was sent$/,
      ),
      devices: 0,
    });
  });
});
