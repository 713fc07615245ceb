import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from '../../src/plan/apportion';

const unbounded = (weight: number) => ({ weight, minimum: 0, maximum: Infinity });

describe('apportion', () => {
  it.each([
    [100, [1, 2], [33, 67]],
    [10, [1, 1, 1], [4, 3, 3]],
    [7, [5, 3, 1], [4, 2, 1]],
    [0, [1, 1], [0, 0]],
  ])('divides %i by the weights %j', (total, weights, expected) => {
    expect(apportion(total, weights.map(unbounded))).toEqual(expected);
  });

  it('lifts a share to its minimum at the cost of the others', () => {
    const shares = [1000, 1, 1].map((weight) => ({ weight, minimum: 2, maximum: 1000 }));
    expect(apportion(100, shares)).toEqual([96, 2, 2]);
  });

  it('gives what a maximum refuses to the others', () => {
    const shares = [9, 1].map((weight) => ({ weight, minimum: 2, maximum: 60 }));
    expect(apportion(100, shares)).toEqual([60, 40]);
  });

  it('always keeps the bounds and adds up', () => {
    const share = fc.record({
      weight: fc.integer({ min: 1, max: 1000 }),
      minimum: fc.constantFrom(0, 2),
      maximum: fc.integer({ min: 2, max: 1000 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.array(share, { minLength: 1, maxLength: 8 }),
        (total, shares) => {
          const units = apportion(total, shares);
          const least = shares.reduce((sum, { minimum }) => sum + minimum, 0);
          const most = shares.reduce((sum, { maximum }) => sum + maximum, 0);
          expect(units.reduce((sum, count) => sum + count, 0)).toBe(Math.min(most, Math.max(least, total)));
          units.forEach((count, index) => {
            expect(count).toBeGreaterThanOrEqual(shares[index]!.minimum);
            expect(count).toBeLessThanOrEqual(shares[index]!.maximum);
            expect(Number.isInteger(count)).toBe(true);
          });
        },
      ),
    );
  });
});
