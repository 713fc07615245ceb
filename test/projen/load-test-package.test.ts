import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/spec/service-spec';
import { withWrittenProjects } from '../examples/in-process';
import { specOf } from '../valid-answers';

async function packagesOf(answers: Answers): Promise<{ inLoadTest: string[]; inService: string[] }> {
  return withWrittenProjects([specOf(answers)], async ([directory = '']) => {
    const read = (file: string) => JSON.parse(readFileSync(join(directory, file), 'utf8')) as Record<string, object>;
    const { dependencies = {}, devDependencies = {} } = read('package.json');
    expect(existsSync(join(directory, 'load-test/node_modules'))).toBe(false);
    return {
      inLoadTest: Object.keys(read('load-test/package.json').dependencies ?? {}),
      inService: Object.keys({ ...dependencies, ...devDependencies }),
    };
  });
}

describe('the packages of a load test', () => {
  it.each<[Answers, readonly string[]]>([
    [{}, ['@aws-sdk/credential-provider-node', '@smithy/core', '@smithy/signature-v4', 'artillery']],
    [{ auth: 'x509' }, ['artillery']],
    [{ api: 'graphql', auth: 'x509' }, ['artillery']],
    [
      { api: 'graphql', response: 'subscription' },
      ['@aws-sdk/credential-provider-node', '@smithy/core', '@smithy/signature-v4', 'artillery', 'ws'],
    ],
    [{ api: 'iot', auth: 'x509' }, ['artillery', 'mqtt']],
    [{ api: 'iot', auth: 'x509', protocols: ['https'] }, ['artillery']],
    [{ api: 'iot' }, ['@aws-sdk/credential-providers', '@smithy/core', '@smithy/signature-v4', 'artillery', 'mqtt']],
  ])('are what the cell needs, and the service does without the engine: %j', async (answers, expected) => {
    const { inLoadTest, inService } = await packagesOf(answers);
    expect(inLoadTest).toEqual(['@aws-sdk/client-cloudwatch', ...expected]);
    expect(inService).not.toContain('artillery');
  });
});
