import { Match } from 'aws-cdk-lib/assertions';
import { test } from 'vitest';
import { postThrottles } from '../src/spillway/post-throttles';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

test.each(Object.entries(postThrottles))('POST /%s lets in what the plan says', (name, { rateLimit, burstLimit }) => {
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    MethodSettings: Match.arrayWith([
      Match.objectLike({
        HttpMethod: 'POST',
        ResourcePath: `/~1${name}`,
        ThrottlingRateLimit: rateLimit,
        ThrottlingBurstLimit: burstLimit,
      }),
    ]),
  });
});
