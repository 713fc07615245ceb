import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { planCommand } from '../../src/cli/plan-command';
import { manifestPath, type ServiceManifest } from '../../src/manifest';
import { postLimits } from '../../src/plan/api-limits';
import type { ConcurrencyPlan } from '../../src/plan/concurrency-plan';
import { explainService } from '../../src/plan/explain-service';
import { loadProfileNames } from '../../src/plan/load-profile';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { ServiceSpec } from '../../src/spec/service-spec';
import { fakeTerminal } from '../cli/fake-terminal';
import { anySpec } from '../valid-answers';
import { loadStack, withWrittenProjects } from './in-process';

interface Resource {
  readonly Properties: Record<string, unknown>;
}

const descending = (a: unknown[], b: unknown[]) => (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1);

function propertiesOf(template: Template, type: string): Record<string, unknown>[] {
  return Object.values(template.findResources(type) as Record<string, Resource>).map(({ Properties }) => Properties);
}

/** Per worker what the template says, in the order of the plan's fields. */
function synthesized(template: Template): unknown[][] {
  const queues = propertiesOf(template, 'AWS::SQS::Queue').filter(({ RedrivePolicy }) => RedrivePolicy);
  const byName = (name: unknown) => queues.find(({ QueueName }) => String(QueueName).endsWith(`-${String(name)}`))!;
  const functions = Object.entries(template.findResources('AWS::Lambda::Function') as Record<string, Resource>);
  const sources = propertiesOf(template, 'AWS::Lambda::EventSourceMapping');
  return functions.map(([id, { Properties: handler }]) => {
    const name = (handler.Environment as { Variables: Record<string, unknown> }).Variables.POWERTOOLS_SERVICE_NAME;
    const source = sources.find(({ FunctionName }) => (FunctionName as { Ref: string }).Ref === id)!;
    const queue = byName(name);
    return [
      name,
      handler.ReservedConcurrentExecutions,
      (source.ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency,
      source.BatchSize,
      source.MaximumBatchingWindowInSeconds,
      handler.Timeout,
      queue.VisibilityTimeout,
      (queue.RedrivePolicy as { maxReceiveCount: number }).maxReceiveCount,
    ];
  });
}

interface MethodSetting {
  readonly HttpMethod: string;
  readonly ResourcePath: string;
  readonly ThrottlingRateLimit: number;
  readonly ThrottlingBurstLimit: number;
}

type Throttles = Record<string, ConcurrencyPlan['api']>;

/** Every throttle of the API's stages, by method and path. */
function methodThrottles(template: Template): Throttles {
  const settings = propertiesOf(template, 'AWS::ApiGateway::Stage').flatMap(
    ({ MethodSettings }) => MethodSettings as MethodSetting[],
  );
  return Object.fromEntries(
    settings.map(({ HttpMethod, ResourcePath, ThrottlingRateLimit, ThrottlingBurstLimit }) => [
      `${HttpMethod} ${ResourcePath}`,
      { rateLimit: ThrottlingRateLimit, burstLimit: ThrottlingBurstLimit },
    ]),
  );
}

/** The throttle of the plan for every method, and of each worker for its own. */
function plannedThrottles(spec: ServiceSpec, { api, workers }: ConcurrencyPlan): Throttles {
  const posts = workers.flatMap((worker) => {
    const limits = postLimits(spec, worker)?.limits;
    return limits ? [[`POST /~1${worker.name}`, limits] as const] : [];
  });
  return { ...(api && { '* /*': api }), ...Object.fromEntries(posts) };
}

function planned({ workers }: ConcurrencyPlan): unknown[][] {
  return workers.map((worker) => [
    worker.name,
    worker.reservedConcurrency,
    worker.maximumConcurrency,
    worker.batchSize,
    worker.batchWindowSeconds,
    worker.functionTimeoutSeconds,
    worker.visibilityTimeoutSeconds,
    worker.maxReceiveCount,
  ]);
}

/** What `concurrency.ts` of a written project exports. */
interface WrittenConcurrency {
  readonly concurrencyBudget: number;
  readonly workers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The limits that stand in `concurrency.ts`, of a worker as the plan or as that file has it. */
function limitsOf(worker: object): Record<string, unknown> {
  const { name, reservedConcurrency, maximumConcurrency, batchSize, batchWindowSeconds, ...rest } =
    worker as ConcurrencyPlan['workers'][number];
  const { functionTimeoutSeconds, visibilityTimeoutSeconds, maxReceiveCount, sustainableRatePerSecond } = rest;
  const shares = { name, reservedConcurrency, maximumConcurrency, batchSize, batchWindowSeconds };
  return { ...shares, functionTimeoutSeconds, visibilityTimeoutSeconds, maxReceiveCount, sustainableRatePerSecond };
}

/** Numbers of the table in CONCURRENCY.md, by path. */
function documentedNumbers(directory: string): Record<string, number> {
  const text = readFileSync(join(directory, 'docs/CONCURRENCY.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(?<path>[^`]+)` \| (?<value>[^ |]+) \|/gm)];
  return Object.fromEntries(rows.map(({ groups }) => [groups!.path, Number(groups!.value)]));
}

/** The plan as `spillway plan --json` prints it for a written project. */
function printedPlan(directory: string): unknown {
  const terminal = fakeTerminal();
  const environment = {
    workingDirectory: directory,
    neverAsk: true,
    hasTerminal: false,
    packageManager: undefined,
  };
  expect(planCommand({ directory: undefined, flags: { json: true }, environment, terminal })).toBe(0);
  const { loadProfiles, ...plan } = JSON.parse(terminal.results.join('')) as Record<string, unknown>;
  expect(loadProfiles).toHaveLength(loadProfileNames.length);
  return plan;
}

describe('a written project', () => {
  beforeAll(() => {
    process.env.CDK_VALIDATION = 'false';
    return () => delete process.env.CDK_VALIDATION;
  });

  it('has the same numbers in its template, code, docs and manifest as the plan, whatever the answers', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, async (spec) => {
        const plan = planConcurrency(spec);
        await withWrittenProjects([spec], async ([directory = '']) => {
          const template = Template.fromStack(await loadStack(spec, directory));
          expect(synthesized(template).sort(descending)).toEqual(planned(plan).sort(descending));
          expect(methodThrottles(template)).toEqual(plannedThrottles(spec, plan));
          const written = (await import(join(directory, 'src/spillway/concurrency.ts'))) as WrittenConcurrency;
          expect(written.concurrencyBudget).toBe(plan.concurrencyBudget);
          expect(Object.values(written.workers).map(limitsOf)).toEqual(plan.workers.map(limitsOf));
          expect(documentedNumbers(directory)).toEqual(
            Object.fromEntries(explainService(spec, plan).map(({ path, value }) => [path, value])),
          );
          const manifest = JSON.parse(readFileSync(join(directory, manifestPath), 'utf8')) as ServiceManifest;
          const inJson = JSON.parse(JSON.stringify(plan)) as unknown;
          expect(manifest.plan).toEqual(inJson);
          expect(printedPlan(directory)).toEqual(inJson);
        });
      }),
      { numRuns: 15 },
    );
  });
});
