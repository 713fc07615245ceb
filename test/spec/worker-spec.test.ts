import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { cloudFormationQuotas } from '../../src/spec/aws-quotas';
import { parseSpec } from '../../src/spec/parse-spec';
import { mostWorkers } from '../../src/spec/worker-spec';
import { loadStack, withWrittenProjects } from '../examples/in-process';
import { leastAnswers, specOf } from '../valid-answers';

const named = (count: number) => Array.from({ length: count }, (_, index) => `worker-${index}`);

/** The cells whose workers need the most resources. */
const largest = [
  { api: 'graphql', response: 'subscription', downstream: 'http' },
  { api: 'rest-sqs', auth: 'x509', response: 'polling', downstream: 'http' },
];

describe('workers', () => {
  it('are at most as many as fit into a stack', () => {
    expect(parseSpec({ ...leastAnswers, workers: named(mostWorkers) })).toHaveProperty('spec');
    expect(parseSpec({ ...leastAnswers, workers: named(mostWorkers + 1) })).toHaveProperty('problems');
  });

  it.each(largest)('leave room in a stack of $api for what the user adds', async (cell) => {
    const spec = specOf({ ...cell, workers: named(mostWorkers) });
    const template = await withWrittenProjects([spec], async ([directory]) =>
      Template.fromStack(await loadStack(spec, directory!)),
    );
    const resources = Object.keys(template.toJSON().Resources as object).length;
    expect(resources).toBeLessThan(cloudFormationQuotas.resourcesPerStack.value - 50);
  });
});
