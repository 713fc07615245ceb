import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { postLimits } from '../../src/plan/api-limits';
import type { ConcurrencyPlan } from '../../src/plan/concurrency-plan';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { ServiceSpec } from '../../src/spec/service-spec';
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

describe('the synthesized template', () => {
  beforeAll(() => {
    process.env.CDK_VALIDATION = 'false';
    return () => delete process.env.CDK_VALIDATION;
  });

  async function templateOf(spec: ServiceSpec): Promise<Template> {
    return withWrittenProjects([spec], async ([directory]) => Template.fromStack(await loadStack(spec, directory!)));
  }

  it('has the numbers of the plan, whatever the answers', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, async (spec) => {
        const plan = planConcurrency(spec);
        const template = await templateOf(spec);
        expect(synthesized(template).sort(descending)).toEqual(planned(plan).sort(descending));
        expect(methodThrottles(template)).toEqual(plannedThrottles(spec, plan));
      }),
      { numRuns: 15 },
    );
  });
});
