import { describe, expect, it } from 'vitest';
import { domainContext } from '../../src/projen/domain-context';
import { specOf } from '../valid-answers';

describe('domainContext', () => {
  it('takes the answers', () => {
    const answers = {
      domainName: 'api.shop.example',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1a2b',
    };
    expect(domainContext(specOf({ auth: 'x509', ...answers }))).toEqual(answers);
  });

  it('fills open answers with what nothing real can equal', () => {
    expect(domainContext(specOf({ auth: 'x509', region: 'eu-west-1' }))).toEqual({
      domainName: expect.stringMatching(/\.invalid$/),
      certificateArn: expect.stringMatching(/^arn:aws:acm:eu-west-1:000000000000:certificate\//),
    });
  });
});
