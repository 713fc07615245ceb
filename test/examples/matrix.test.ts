import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { listExamples } from './examples';
import { loadStack, synthesizeChecked, withWrittenProjects } from './in-process';
import { typeErrors } from './type-check';
import { layersOf } from '../../src/render/template-layers';
import { everyCombination } from '../valid-answers';

const specs = everyCombination();
const nameOf = ({ api, auth, response, protocols, identityPool, workers, downstream }: (typeof specs)[number]) =>
  [
    api,
    auth,
    response,
    ...(protocols ?? []),
    `pool ${identityPool}`,
    `${workers.length} workers`,
    `downstream ${downstream}`,
  ].join(', ');

const layersOfExamples = new Set(listExamples().map(({ spec }) => layersOf(spec).join()));
/** Whether no example has the same files; those are synthesized as they stand in the repository. */
const isNoExample = (spec: (typeof specs)[number]) => !layersOfExamples.has(layersOf(spec).join());

describe('every legal combination of api, auth, response, protocols and identity pool', () => {
  it('is there: all six cells', () => {
    expect(new Set(specs.map(({ api, auth }) => `${api}-${auth}`)).size).toBe(6);
    expect(specs.length).toBeGreaterThan(25);
  });

  it('passes the type check', async () => {
    const errors = await withWrittenProjects(specs, (directories) => Promise.resolve(typeErrors(directories)));
    expect(errors).toEqual([]);
  });

  it.each(specs.filter(isNoExample).map((spec) => [nameOf(spec), spec] as const))(
    'synthesizes without a finding: %s',
    async (_name, spec) => {
      await withWrittenProjects([spec], async ([directory]) => {
        await expect(synthesizeChecked(spec, directory!)).resolves.toBeUndefined();
      });
    },
  );

  it('would be refused with a queue that nag objects to', async () => {
    const [spec] = specs;
    await withWrittenProjects([spec!], async ([directory]) => {
      const stack = await loadStack(spec!, directory!);
      const { AwsSolutionsChecks } = await import('cdk-nag');
      const { App, Validations } = await import('aws-cdk-lib');
      Validations.of(stack.node.root as InstanceType<typeof App>).addPlugins(new AwsSolutionsChecks(stack.node.root));
      new Queue(stack, 'WithoutDeadLetters');
      expect(() => (stack.node.root as InstanceType<typeof App>).synth()).toThrow(/AwsSolutions-SQS3/);
    });
  });
});
