import { describe, expect, it } from 'vitest';
import { ConcurrencyPool } from '../../../src/local/lambda/concurrency-pool';

/** Tries to enter until it is refused. */
function fill(pool: ConcurrencyPool, name: string): { taken: number; reason: string } {
  for (let taken = 0; ; taken += 1) {
    const reason = pool.tryEnter(name);
    if (reason) {
      return { taken, reason };
    }
  }
}

describe('ConcurrencyPool', () => {
  it('gives a function its reservation and no more', () => {
    const pool = new ConcurrencyPool(10, new Map([['orders', 4]]));
    expect(fill(pool, 'orders')).toEqual({ taken: 4, reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' });
  });

  it('keeps a reservation from the others even while it is idle', () => {
    const pool = new ConcurrencyPool(10, new Map([['orders', 4]]));
    pool.tryEnter('audit');
    expect(fill(pool, 'mail')).toEqual({ taken: 5, reason: 'ConcurrentInvocationLimitExceeded' });
  });

  it('gives a unit to whoever asks next', () => {
    const pool = new ConcurrencyPool(2, new Map());
    fill(pool, 'orders');
    pool.leave('orders');
    expect(pool.tryEnter('audit')).toBeUndefined();
    expect([pool.concurrency('orders'), pool.concurrency('audit')]).toEqual([1, 1]);
  });

  it('gives a function with a reservation of 0 nothing', () => {
    expect(fill(new ConcurrencyPool(10, new Map([['orders', 0]])), 'orders').taken).toBe(0);
  });

  it('changes a reservation while units are in use', () => {
    const pool = new ConcurrencyPool(10, new Map([['orders', 4]]));
    fill(pool, 'orders');
    pool.reserve('orders', 6);
    expect(fill(pool, 'orders').taken).toBe(2);
    pool.reserve('orders', 2);
    expect(pool.tryEnter('orders')).toBe('ReservedFunctionConcurrentInvocationLimitExceeded');
    expect(fill(pool, 'audit').taken).toBe(8);
  });

  it('counts a function among the others once its reservation is taken away, and not among them once it has one', () => {
    const pool = new ConcurrencyPool(10, new Map([['orders', 4]]));
    fill(pool, 'orders');
    pool.reserve('orders', undefined);
    expect(fill(pool, 'audit').taken).toBe(6);
    pool.reserve('orders', 4);
    pool.leave('audit');
    expect(fill(pool, 'audit').taken).toBe(1);
  });

  it('gives no more than the account has, whatever is reserved', () => {
    expect(fill(new ConcurrencyPool(3, new Map([['orders', 20]])), 'orders').taken).toBe(3);
  });

  it('remembers the most at once until it is asked', () => {
    const pool = new ConcurrencyPool(10, new Map());
    ['orders', 'orders', 'audit'].forEach((name) => pool.tryEnter(name));
    pool.leave('orders');
    expect([pool.takeMost('orders'), pool.takeMost('orders')]).toEqual([2, 1]);
    expect([pool.takeMost('audit'), pool.takeMost('other')]).toEqual([1, 0]);
  });
});
