import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { apiThrottle } from '../src/spillway/api-throttle';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

/** The status that API Gateway answers when the service behind it answers `status`: the first pattern that matches all of it. */
function mappedStatus(responses: readonly { SelectionPattern?: string; StatusCode: string }[], status: string) {
  const matching = responses.find(
    (it) => it.SelectionPattern && new RegExp(`^(?:${it.SelectionPattern})$`).test(status),
  );
  return (matching ?? responses.find((it) => !it.SelectionPattern))?.StatusCode;
}

test('the stage takes its limits from the plan', () => {
  template.hasResourceProperties('AWS::ApiGateway::Stage', {
    MethodSettings: Match.arrayWith([
      Match.objectLike({
        ResourcePath: '/*',
        ThrottlingRateLimit: apiThrottle.rateLimit,
        ThrottlingBurstLimit: apiThrottle.burstLimit,
      }),
    ]),
  });
});

test('the API has an alarm', () => {
  const ids = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
  expect(ids).toContainEqual(expect.stringMatching(/^ObservabilityFrontDoorServerErrors/));
});

const methods = Object.values(template.findResources('AWS::ApiGateway::Method')).map((it) => it.Properties);

describe.each(methods)('$HttpMethod method', (method) => {
  test('checks the request, and refuses content types other than JSON', () => {
    expect(method.RequestValidatorId).toBeDefined();
    expect(method.Integration.PassthroughBehavior).toBe('NEVER');
  });

  test.each(['200', '400', '403', '404', '429', '500', '503'])(
    'a %s from behind is a success only if it is one',
    (status) => {
      const answer = mappedStatus(method.Integration.IntegrationResponses, status);
      expect(answer?.startsWith('2')).toBe(status === '200');
    },
  );
});
