import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { niceTop, peakChart, type PanelView } from '../../src/render/peak-chart';
import { anySpec, specOf } from '../valid-answers';

const pointsOf = ({ points }: PanelView) => points.split(' ').map((point) => point.split(',').map(Number));

describe('peakChart', () => {
  it('stays within its panels, whatever the answers', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const { concurrency, backlog, maximumY } = peakChart(spec, planConcurrency(spec));
        for (const panel of [concurrency, backlog]) {
          for (const [x = NaN, y = NaN] of pointsOf(panel)) {
            expect(x >= 80 && x <= 680).toBe(true);
            expect(y >= panel.upper && y <= panel.lower).toBe(true);
          }
        }
        expect(maximumY >= concurrency.upper && maximumY < concurrency.lower).toBe(true);
      }),
    );
  });

  it('draws the maximum where the concurrency ends that needs it', () => {
    const spec = specOf({ api: 'iot', peakRate: 1000 });
    const { concurrency, maximumY, maximum, ticks } = peakChart(spec, planConcurrency(spec));
    expect(maximum).toBe(90);
    expect(concurrency.top).toBe('100');
    expect(pointsOf(concurrency).at(-1)).toEqual([680, maximumY]);
    expect(pointsOf(concurrency)[0]).toEqual([80, concurrency.lower - 0.05 * 130]);
    expect(ticks.map(({ label }) => label)).toEqual(['0', '3', '6', '9', '12', '15']);
  });

  it.each([
    [1, 1],
    [3, 5],
    [90, 100],
    [100, 100],
    [297_565, 500_000],
  ])('ends an axis of %i at %i', (value, top) => {
    expect(niceTop(value)).toBe(top);
  });
});
