import { describe, expect, it } from 'vitest';
import { TokenBucket } from '../../../src/local/rest/token-bucket';

describe('TokenBucket', () => {
  const takeAll = (bucket: TokenBucket, nowMs: number) => {
    let taken = 0;
    while (bucket.tryTake(nowMs)) {
      taken += 1;
    }
    return taken;
  };

  it('lets a burst in, and then the steady rate', () => {
    const bucket = new TokenBucket({ rateLimit: 10, burstLimit: 5 }, 0);
    expect([0, 100, 250, 60_000].map((nowMs) => takeAll(bucket, nowMs))).toEqual([5, 1, 1, 5]);
  });
});
