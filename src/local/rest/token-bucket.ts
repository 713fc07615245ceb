import type { Throttle } from './rest-api';

/**
 * The throttle of a method: each request takes a token, and tokens come back at the steady rate.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  /** @param nowMs on the clock that `tryTake` is asked by */
  constructor(
    private readonly throttle: Throttle,
    nowMs: number,
  ) {
    this.tokens = throttle.burstLimit;
    this.filledAt = nowMs;
  }

  tryTake(nowMs: number): boolean {
    const { rateLimit, burstLimit } = this.throttle;
    this.tokens = Math.min(burstLimit, this.tokens + (rateLimit * (nowMs - this.filledAt)) / 1000);
    this.filledAt = nowMs;
    if (this.tokens < 1) {
      return false;
    }
    this.tokens -= 1;
    return true;
  }
}
