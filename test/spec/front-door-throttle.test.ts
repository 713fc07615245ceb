import { describe, expect, it } from 'vitest';
import { frontDoorThrottle } from '../../src/spec/front-door-throttle';

describe('frontDoorThrottle', () => {
  it('is what API Gateway grants the account in the Region', () => {
    expect(frontDoorThrottle({ api: 'rest-sqs', region: 'us-east-1' })?.rate.value).toBe(10_000);
    expect(frontDoorThrottle({ api: 'rest-sqs', region: 'mx-central-1' })?.rate.value).toBe(2500);
  });

  it('is nothing where AWS throttles no single API', () => {
    expect(frontDoorThrottle({ api: 'graphql', region: 'us-east-1' })).toBeUndefined();
  });
});
