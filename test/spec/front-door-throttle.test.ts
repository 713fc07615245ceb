import { describe, expect, it } from 'vitest';
import { frontDoorThrottle } from '../../src/spec/front-door-throttle';

describe('frontDoorThrottle', () => {
  it('is what API Gateway grants the account in the Region', () => {
    expect(frontDoorThrottle({ api: 'rest-sqs', auth: 'sigv4', region: 'us-east-1' })?.rate.value).toBe(10_000);
    expect(frontDoorThrottle({ api: 'graphql', auth: 'x509', region: 'mx-central-1' })?.rate.value).toBe(2500);
  });

  it('is nothing where AWS throttles no single API', () => {
    expect(frontDoorThrottle({ api: 'graphql', auth: 'sigv4', region: 'us-east-1' })).toBeUndefined();
  });
});
