import { Match } from 'aws-cdk-lib/assertions';
import { test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

test.each(Object.values(workers))(
  'POST /$name lets in what the worker can sustain',
  ({ name, sustainableRatePerSecond }) => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: Match.arrayWith([
        Match.objectLike({
          HttpMethod: 'POST',
          ResourcePath: `/~1${name}`,
          ThrottlingRateLimit: sustainableRatePerSecond,
        }),
      ]),
    });
  },
);
