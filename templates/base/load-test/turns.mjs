/**
 * Hands out the workers in turns, each as often as its weight says and as evenly as it can be. Chance would send some
 * worker more than its share for a while, and its throttle would refuse what it should take.
 *
 * @template {{ weight: number }} T
 * @param {readonly T[]} workers
 * @returns {() => T}
 */
export function turnsOf(workers) {
  const whole = workers.reduce((sum, { weight }) => sum + weight, 0);
  const credits = workers.map(() => 0);
  return () => {
    workers.forEach(({ weight }, index) => (credits[index] += weight));
    const next = credits.indexOf(Math.max(...credits));
    credits[next] -= whole;
    return workers[next];
  };
}
