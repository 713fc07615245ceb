import { describe, expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { serviceTemplate } from './support/service-template';

const template = serviceTemplate();

const [secretId = ''] = Object.keys(template.findResources('AWS::SecretsManager::Secret'));

/** The environment of a worker's function. */
function environmentOf(worker: string): Record<string, unknown> | undefined {
  return Object.values(template.findResources('AWS::Lambda::Function'))
    .map((it) => it.Properties.Environment.Variables)
    .find((variables) => variables.POWERTOOLS_SERVICE_NAME === worker);
}

test('the secret is created empty', () => {
  expect(Object.values(template.findResources('AWS::SecretsManager::Secret')).map((it) => it.Properties)).toEqual([
    { Description: expect.any(String) },
  ]);
});

test('only an encrypted address is taken, and none by default', () => {
  const [parameter] = Object.values(template.findParameters('DownstreamBaseUrl'));
  expect(parameter).not.toHaveProperty('Default');
  const pattern = new RegExp(String(parameter?.AllowedPattern));
  expect(pattern.test('https://api.shop.example/v2')).toBe(true);
  expect(['http://api.shop.example', 'https://', '', 'ftp://a'].filter((url) => pattern.test(url))).toEqual([]);
});

describe.each(Object.values(workers))('worker $name', ({ name, functionTimeoutSeconds, batchSize }) => {
  test('is told where the API and its key are, and never the key', () => {
    expect(environmentOf(name)).toMatchObject({
      DOWNSTREAM_BASE_URL: { Ref: 'DownstreamBaseUrl' },
      DOWNSTREAM_API_KEY_SECRET: { Ref: secretId },
    });
  });

  test('ends a batch of calls that hang before its function is cut off', () => {
    const timeoutMs = Number(environmentOf(name)?.DOWNSTREAM_TIMEOUT_MS);
    expect(timeoutMs).toBeGreaterThan(0);
    expect(timeoutMs * batchSize).toBeLessThan(functionTimeoutSeconds * 1000);
  });
});

test('a worker may read the key and do nothing else with it', () => {
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    (policy) => policy.Properties.PolicyDocument.Statement as { Action: string; Resource: unknown }[],
  );
  const aboutSecrets = statements.filter(({ Action }) => [Action].flat().join().includes('secretsmanager'));
  expect(aboutSecrets).toHaveLength(Object.keys(workers).length);
  for (const { Action, Resource } of aboutSecrets) {
    expect(Action).toBe('secretsmanager:GetSecretValue');
    expect(Resource).toEqual({ Ref: secretId });
  }
});
