import { setTimeout as wait } from 'node:timers/promises';
import type { AwsClients } from './clients';
import { type DeployedService, type DeployedWorker, findDeployedService } from './deployed-service';
import { readFrontDoor } from './front-door';
import { greatestOf, periodSeconds, readWorkerMetrics, sumOf, type WorkerSeries } from './metrics';
import type { WrittenService } from '../../manifest';
import type { LoadTarget, ObserveOptions } from '../load-target';
import type { ObservedTarget, SentLoad, WorkerMeasurement, WorkerMoment } from '../measured-run';
import { signingName } from '../signing-name';

/** The queues of all workers at one moment, by name of the worker. */
interface Look {
  readonly time: number;
  readonly queues: Readonly<Record<string, { readonly waiting: number; readonly inFlight: number }>>;
  readonly deadLetters: Readonly<Record<string, number>>;
}

export interface AwsTargetOptions {
  /** Of the AWS configuration files; for the hooks. */
  readonly profile?: string;
  /** Milliseconds between two reads of the metrics. Default: 15 s. */
  readonly metricIntervalMs?: number;
  /** Milliseconds until metrics that lack messages are taken as they are. Default: 5 minutes. */
  readonly metricPatienceMs?: number;
  /** Milliseconds until they are read for the last time, once they account for all messages. Default: a minute. */
  readonly metricSettleMs?: number;
}

/** Seconds between two looks at the queues. */
const lookSeconds = 5;

/** The deployed stack of a project, as a target. */
export async function awsTarget(
  clients: AwsClients,
  service: WrittenService,
  options: AwsTargetOptions = {},
): Promise<LoadTarget> {
  const deployed = await findDeployedService(clients, service);
  const { region, name: stackName } = service.spec;
  const looks: Look[] = [];
  const look = async () => {
    looks.push(await lookAt(clients, deployed.workers));
    return looks.at(-1)!;
  };
  await look(); // what lies in the dead-letter queues before is not of the load test
  return {
    kind: 'aws',
    url: deployed.url,
    region,
    environment: environmentOf(deployed, service, options),
    queues: async () => {
      const { queues } = await look();
      return deployed.workers.map(({ name }) => ({ name, ...queues[name]! }));
    },
    observe: async (sent, observed) => {
      await look();
      const series = await settledMetrics({ clients, deployed, stackName, sent, looks, options }, observed);
      const window = { stackName, from: sent.beganAt, until: observed.until };
      const statuses = await readFrontDoor(clients, service.spec, window);
      return { ...observedTarget(deployed, looks, series), statuses };
    },
  };
}

function environmentOf(
  { url, outputs }: DeployedService,
  { spec }: WrittenService,
  { profile }: AwsTargetOptions,
): LoadTarget['environment'] {
  return {
    SPILLWAY_LOADTEST_TARGET: url,
    SPILLWAY_LOADTEST_REGION: spec.region,
    SPILLWAY_LOADTEST_SERVICE: signingName(spec),
    ...(outputs.DeviceRoleArn !== undefined && { SPILLWAY_LOADTEST_DEVICE_ROLE: outputs.DeviceRoleArn }),
    ...(profile !== undefined && { AWS_PROFILE: profile }),
  };
}

async function lookAt({ sqs }: AwsClients, workers: readonly DeployedWorker[]): Promise<Look> {
  const depthOf = async (QueueUrl: string) => {
    const { Attributes = {} } = await sqs.getQueueAttributes({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    });
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: inFlight } = Attributes;
    return { waiting: Number(waiting), inFlight: Number(inFlight) };
  };
  const entries = await Promise.all(
    workers.map(async ({ name, queueUrl, deadLetterQueueUrl }) => {
      const [queue, dead] = await Promise.all([depthOf(queueUrl), depthOf(deadLetterQueueUrl)]);
      return { name, queue, deadLetters: dead.waiting + dead.inFlight };
    }),
  );
  return {
    time: Date.now(),
    queues: Object.fromEntries(entries.map(({ name, queue }) => [name, queue])),
    deadLetters: Object.fromEntries(entries.map(({ name, deadLetters }) => [name, deadLetters])),
  };
}

interface Measuring {
  readonly clients: AwsClients;
  readonly deployed: DeployedService;
  readonly stackName: string;
  readonly sent: SentLoad;
  readonly looks: readonly Look[];
  readonly options: AwsTargetOptions;
}

/**
 * Metrics come minutes late: they are read until they account for every message, or patience is over. What Lambda counts
 * itself may come later than what the runtime writes, so they are read once more after that.
 */
async function settledMetrics(
  measuring: Measuring,
  { until, signal }: ObserveOptions,
): Promise<readonly WorkerSeries[]> {
  const { clients, deployed, stackName, sent, options } = measuring;
  const { metricIntervalMs = 15_000, metricPatienceMs = 300_000, metricSettleMs = 1000 * periodSeconds } = options;
  const deadline = performance.now() + metricPatienceMs;
  const window = { stackName, from: sent.beganAt, until };
  const read = async () => Promise.all(deployed.workers.map((worker) => readWorkerMetrics(clients, worker, window)));
  while (!accountForAll(measuring, await read()) && performance.now() < deadline) {
    await wait(metricIntervalMs, undefined, { signal });
  }
  await wait(metricSettleMs, undefined, { signal });
  return read();
}

function accountForAll({ deployed, looks, sent }: Measuring, series: readonly WorkerSeries[]): boolean {
  return deployed.workers.every(({ name }, index) => {
    const { waiting, inFlight } = looks.at(-1)!.queues[name]!;
    const elsewhere = deadLettersSince(looks, name) + waiting + inFlight;
    return sumOf(series[index]!.processed) + elsewhere >= (sent.byWorker[name]?.accepted ?? 0);
  });
}

function deadLettersSince(looks: readonly Look[], name: string): number {
  return Math.max(0, looks.at(-1)!.deadLetters[name]! - looks[0]!.deadLetters[name]!);
}

function observedTarget(
  { workers, accountConcurrency }: DeployedService,
  looks: readonly Look[],
  series: readonly WorkerSeries[],
): Omit<ObservedTarget, 'statuses'> {
  return {
    accountConcurrency,
    resolutionSeconds: lookSeconds,
    workers: workers.map((worker, index) => measureWorker(worker, looks, series[index]!)),
  };
}

function measureWorker(worker: DeployedWorker, looks: readonly Look[], series: WorkerSeries): WorkerMeasurement {
  const { name, maximumConcurrency, reservedConcurrency } = worker;
  return {
    name,
    processed: sumOf(series.processed),
    deadLetters: deadLettersSince(looks, name),
    invocations: sumOf(series.invocations),
    errors: sumOf(series.errors),
    throttles: sumOf(series.throttles),
    oldestAgeSeconds: greatestOf(series.oldestAge),
    concurrency: greatestOf(series.concurrency),
    maximumConcurrency,
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
    moments: looks.map((look, index) => momentOf(name, [looks[index - 1], look], { looks, series })),
  };
}

/** Queues as they were looked at; what only CloudWatch knows is the same for all looks of a period. */
function momentOf(
  name: string,
  [before, { time, queues, deadLetters }]: readonly [Look | undefined, Look],
  { looks, series }: { readonly looks: readonly Look[]; readonly series: WorkerSeries },
): WorkerMoment {
  const period = periodOf(time);
  const isFirstOfPeriod = before === undefined || periodOf(before.time) !== period;
  return {
    time,
    ...queues[name]!,
    deadLetters: Math.max(0, deadLetters[name]! - looks[0]!.deadLetters[name]!),
    concurrency: series.concurrency.get(period) ?? 0,
    throttles: isFirstOfPeriod ? (series.throttles.get(period) ?? 0) : 0,
  };
}

function periodOf(time: number): number {
  const periodMs = periodSeconds * 1000;
  return Math.floor(time / periodMs) * periodMs;
}
