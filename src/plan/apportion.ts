/** Who takes part in a division, and how much each may get. */
export interface Share {
  readonly weight: number;
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Divides whole units by weight with the largest-remainder method. A share that its minimum or maximum binds is fixed
 * there and the rest is divided among the others. Ties go to the earlier share.
 *
 * @returns one number for each share; they add up to `total`, brought within the sums of minima and maxima
 */
export function apportion(total: number, shares: readonly Share[]): number[] {
  const result = new Array<number>(shares.length).fill(0);
  const open = new Set(shares.keys());
  let left = clamp(total, sum(shares, 'minimum'), sum(shares, 'maximum'));
  while (open.size > 0) {
    const quotas = proportions(left, shares, open);
    const bound = boundShares(quotas, shares);
    if (bound.size === 0) {
      for (const [index, units] of largestRemainder(left, quotas)) {
        result[index] = units;
      }
      return result;
    }
    for (const [index, units] of bound) {
      result[index] = units;
      left -= units;
      open.delete(index);
    }
  }
  return result;
}

function clamp(value: number, minimum: number, maximum: number): number {
  return Math.min(maximum, Math.max(minimum, value));
}

function sum(shares: readonly Share[], key: 'minimum' | 'maximum'): number {
  return shares.reduce((total, share) => total + share[key], 0);
}

function proportions(left: number, shares: readonly Share[], open: ReadonlySet<number>): Map<number, number> {
  const weights = [...open].reduce((total, index) => total + shares[index]!.weight, 0);
  return new Map([...open].map((index) => [index, (left * shares[index]!.weight) / weights]));
}

/**
 * The shares to fix in this round. Only one side at a time, the one that misses by more: fixing a share at its minimum
 * takes units from the others, so that one above its maximum may no longer be.
 */
function boundShares(quotas: ReadonlyMap<number, number>, shares: readonly Share[]): Map<number, number> {
  const below = [...quotas].filter(([index, quota]) => quota < shares[index]!.minimum);
  const above = [...quotas].filter(([index, quota]) => quota > shares[index]!.maximum);
  const missing = below.reduce((total, [index, quota]) => total + shares[index]!.minimum - quota, 0);
  const excess = above.reduce((total, [index, quota]) => total + quota - shares[index]!.maximum, 0);
  return missing >= excess
    ? new Map(below.map(([index]) => [index, shares[index]!.minimum]))
    : new Map(above.map(([index]) => [index, shares[index]!.maximum]));
}

function largestRemainder(left: number, quotas: ReadonlyMap<number, number>): Map<number, number> {
  const units = new Map([...quotas].map(([index, quota]) => [index, Math.floor(quota)]));
  const spare = left - [...units.values()].reduce((total, count) => total + count, 0);
  const byRemainder = [...quotas].sort(([a, x], [b, y]) => (y % 1) - (x % 1) || a - b);
  for (const [index] of byRemainder.slice(0, spare)) {
    units.set(index, units.get(index)! + 1);
  }
  return units;
}
