/**
 * Why Lambda refuses an invocation, in the words of its API
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, `Reason` of TooManyRequestsException).
 */
export type ThrottleReason = 'ReservedFunctionConcurrentInvocationLimitExceeded' | 'ConcurrentInvocationLimitExceeded';

/**
 * The concurrency of an account in one Region. A reservation is both the most that its function gets and what nobody else
 * does, even while it is idle; functions without one share the rest.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export class ConcurrencyPool {
  private readonly inUse = new Map<string, number>();
  private readonly most = new Map<string, number>();
  private readonly reservations: Map<string, number>;
  private unreservedInUse = 0;
  private unreserved = 0;

  /**
   * @param accountConcurrency units of the whole account
   * @param reservations units by function
   */
  constructor(
    readonly accountConcurrency: number,
    reservations: ReadonlyMap<string, number>,
  ) {
    this.reservations = new Map(reservations);
    this.share();
  }

  /** Changes the reservation of a function, or takes it away. What it handles right now counts from then on as the new one says. */
  reserve(name: string, units: number | undefined): void {
    if (units === undefined) {
      this.reservations.delete(name);
    } else {
      this.reservations.set(name, units);
    }
    this.share();
  }

  /** Takes a unit for one event. What it returns is undefined, or the reason why there is none. */
  tryEnter(name: string): ThrottleReason | undefined {
    const reserved = this.reservations.get(name);
    if (reserved !== undefined && this.concurrency(name) >= Math.min(reserved, this.accountConcurrency)) {
      return 'ReservedFunctionConcurrentInvocationLimitExceeded';
    }
    if (reserved === undefined && this.unreservedInUse >= this.unreserved) {
      return 'ConcurrentInvocationLimitExceeded';
    }
    this.add(name, 1);
    return undefined;
  }

  /** Gives the unit of one event back. */
  leave(name: string): void {
    this.add(name, -1);
  }

  /** Events that a function handles right now. */
  concurrency(name: string): number {
    return this.inUse.get(name) ?? 0;
  }

  /** Most events that a function handled at once since this was last asked: whoever samples misses no peak. */
  takeMost(name: string): number {
    const most = this.most.get(name) ?? 0;
    this.most.set(name, this.concurrency(name));
    return most;
  }

  private share(): void {
    this.unreserved = Math.max(0, this.accountConcurrency - sum(this.reservations.values()));
    const others = [...this.inUse].filter(([name]) => !this.reservations.has(name));
    this.unreservedInUse = sum(others.map(([, units]) => units));
  }

  private add(name: string, units: number): void {
    const concurrency = this.concurrency(name) + units;
    this.inUse.set(name, concurrency);
    this.most.set(name, Math.max(concurrency, this.most.get(name) ?? 0));
    if (!this.reservations.has(name)) {
      this.unreservedInUse += units;
    }
  }
}

function sum(units: Iterable<number>): number {
  return [...units].reduce((total, some) => total + some, 0);
}
