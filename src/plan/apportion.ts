/** Who takes part in a division, and how much each may get. */
export interface Share {
  readonly weight: number;
  /** Units that the share has before any is awarded. */
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * Divides whole units by weight with Webster's method: each share has its minimum, and every further unit goes to the one
 * below its maximum with the greatest weight / (2 x units + 1). Ties go to the earlier share. The order of the awards does
 * not depend on their number, so a greater total never takes a unit from anybody, which rounding of quotas would do.
 *
 * @returns one number for each share; they add up to `total`, brought within the sums of minima and maxima
 */
export function apportion(total: number, shares: readonly Share[]): number[] {
  const units = shares.map(({ minimum }) => minimum);
  let left = total - units.reduce((sum, count) => sum + count, 0);
  while (left > 0) {
    const next = nextShare(shares, units);
    if (next === undefined) {
      break;
    }
    units[next]! += 1;
    left -= 1;
  }
  return units;
}

/** Compared in whole numbers, so that equal claims are equal. */
function nextShare(shares: readonly Share[], units: readonly number[]): number | undefined {
  let best: number | undefined;
  let [weight, divisor] = [0, 1];
  for (const [index, share] of shares.entries()) {
    const next = 2 * units[index]! + 1;
    if (units[index]! < share.maximum && share.weight * divisor > weight * next) {
      best = index;
      [weight, divisor] = [share.weight, next];
    }
  }
  return best;
}
