/** A number as a sentence shows it: three digits, or all that stand before the point. */
export function shown(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
