import { type DocumentView, documentsOf } from './documents';
import { singleQuoted } from './literals';
import { loadTestViews, type LoadTestView } from './load-test-view';
import { packageManagerCommands, type PackageManagerCommands } from './package-manager-commands';
import { peakChart, type PeakChartView } from './peak-chart';
import { projenrcOptions, type ProjenrcOption } from './projenrc-options';
import { hasStatus } from './template-layers';
import { postLimits } from '../plan/api-limits';
import type { ConcurrencyPlan, Finding, PeakMoment, WorkerPlan } from '../plan/concurrency-plan';
import type { Explanation } from '../plan/explain-plan';
import { explainService } from '../plan/explain-service';
import { readsPerMessage } from '../plan/load-phases';
import { secretCacheSeconds } from '../plan/secret-lookups';
import { shown } from '../plan/shown';
import type { ServiceSpec } from '../spec/service-spec';
import { pascalName } from '../spec/worker-spec';

/** Exactly what templates may use. Every decision about the text is made here, so that templates only place values. */
export interface ProjectView extends PackageManagerCommands {
  readonly name: string;
  readonly region: string;
  readonly spillwayVersion: string;
  /** The answers, as they stand in `.projenrc.ts`. */
  readonly options: readonly ProjenrcOption[];
  /** Enums that the options name, for the import in `.projenrc.ts`. */
  readonly enums: readonly string[];
  readonly concurrencyBudget: number;
  readonly reservation: string;
  /** Absent where the front door has no throttle. */
  readonly api?: ThrottleView;
  readonly protocols: readonly ProtocolView[];
  /** Whether devices can have identities of a Cognito identity pool. */
  readonly hasIdentityPool: boolean;
  readonly totals: ConcurrencyPlan['totals'];
  readonly accountConcurrency: number;
  readonly unreservedFloor: number;
  /** What the plan was made from, as a table. */
  readonly asked: readonly { readonly input: string; readonly value: string | number }[];
  readonly peakRate: number;
  /** Documents that only some services have, as lines of a table. */
  readonly documents: readonly DocumentView[];
  /** Whether the handlers call an HTTP API. */
  readonly callsDownstream: boolean;
  /** Seconds for which a worker remembers the key of that API. */
  readonly secretCacheSeconds: number;
  /** What becomes of the value that a handler returns. */
  readonly resultUse: string;
  readonly workers: readonly WorkerView[];
  readonly firstWorker: WorkerView;
  /** Names of the workers as a TypeScript union. */
  readonly workerNames: string;
  readonly findings: readonly Finding[];
  /** What stands where there are no findings. */
  readonly allClear: string;
  /** How the maximum relates to the reservation, as a sentence. */
  readonly maximumRule: string;
  readonly explanations: readonly Explanation[];
  readonly moments: readonly PeakMoment[];
  /** What the throttle of the API does to a peak, as a sentence. */
  readonly peakRule: string;
  readonly peakChart: PeakChartView;
  /** How many messages of a batch are in hand at once, as a sentence. */
  readonly parallelismRule: string;
  readonly loadTests: readonly LoadTestView[];
  /** The module whose functions a load test calls. */
  readonly loadTestProcessor: string;
  /** Whether a load test asks for the outcome of some of its messages. */
  readonly followsMessages: boolean;
  /** How often it may ask, for each message that it sends. */
  readonly readsPerMessage: number;
}

/** A throttle of the front door, and the arithmetic behind each number. */
type ThrottleView = NonNullable<ConcurrencyPlan['api']> & {
  readonly why: Readonly<Record<keyof NonNullable<ConcurrencyPlan['api']>, string>>;
};

/** A protocol of the devices. */
export interface ProtocolView {
  readonly name: string;
  /** The name as an identifier: `mqtt-wss` becomes `mqttWss`. */
  readonly identifier: string;
}

/** Limits of a worker that stand in `concurrency.ts`. */
type Limit =
  | 'reservedConcurrency'
  | 'maximumConcurrency'
  | 'batchSize'
  | 'batchWindowSeconds'
  | 'functionTimeoutSeconds'
  | 'visibilityTimeoutSeconds'
  | 'maxReceiveCount'
  | 'sustainableRatePerSecond';

export interface WorkerView extends Omit<WorkerPlan, 'reservedConcurrency'> {
  readonly pascalName: string;
  /** A number as text, or `undefined` where nothing is reserved. */
  readonly reservedConcurrency: string;
  /** What its own `POST` lets in; absent where it has none. */
  readonly post?: ThrottleView;
  /** The arithmetic behind each limit, in one line. */
  readonly why: Readonly<Record<Limit, string>>;
}

const resultUses: Readonly<Record<ServiceSpec['response'], string>> = {
  polling: 'what the caller sees as `result` when it polls; JSON, at most about 350 KB',
  subscription: 'what subscribers and those who ask get as `result`; JSON, at most about 350 KB',
  'fire-and-forget': 'the outcome, for your own tests; no caller asks for it',
};

const parallelismRules: Readonly<Record<ServiceSpec['handlerParallelism'], string>> = {
  sequential:
    '**Messages of a batch are handled one after another.** So the concurrency is also the number of calls at once to whatever lies behind.',
  parallel:
    '**Messages of a batch are handled at once.** So calls at once to whatever lies behind are the concurrency times the batch size, and a batch takes as long as its slowest message.',
};

/** Puts a spec and its plan into words for the templates. */
export function projectView(spec: ServiceSpec, plan: ConcurrencyPlan, spillwayVersion: string): ProjectView {
  const posts = plan.workers.map((worker) => postLimits(spec, worker));
  const explanations = explainService(spec, plan);
  const whyOf = (path: string) => explanations.find((explanation) => explanation.path === path)?.why;
  const throttleView = (path: string, limits: NonNullable<ConcurrencyPlan['api']>): ThrottleView => ({
    ...limits,
    why: { rateLimit: whyOf(`${path}.rateLimit`)!, burstLimit: whyOf(`${path}.burstLimit`)! },
  });
  const workers = plan.workers.map((worker, index) => ({
    ...workerView(worker, whyOf),
    ...(posts[index] && { post: throttleView(`api.${worker.name}.POST`, posts[index].limits) }),
  }));
  const options = projenrcOptions(spec);
  return {
    ...packageManagerCommands(spec.packageManager),
    name: spec.name,
    region: spec.region,
    spillwayVersion,
    options,
    enums: options.flatMap((option) => option.enumName ?? []),
    concurrencyBudget: plan.concurrencyBudget,
    reservation: plan.reservation,
    ...(plan.api && { api: throttleView('api', plan.api) }),
    protocols: (spec.protocols ?? []).map((protocol) => ({ name: protocol, identifier: identifierOf(protocol) })),
    hasIdentityPool: spec.identityPool === 'cognito',
    totals: plan.totals,
    accountConcurrency: plan.accountConcurrency,
    unreservedFloor: plan.unreservedFloor,
    asked: askedFor(spec),
    peakRate: spec.peakRate,
    documents: documentsOf(spec),
    callsDownstream: spec.downstream === 'http',
    secretCacheSeconds,
    resultUse: resultUses[spec.response],
    workers,
    firstWorker: workers[0]!,
    workerNames: workers.map(({ name }) => singleQuoted(name)).join(' | '),
    findings: plan.findings,
    allClear: `Nothing stands out: the workers keep up with the peak${plan.reservation === 'reserve' ? ' and the account can hold the reservation' : ', and nothing is reserved'}.`,
    maximumRule: maximumRule(plan),
    explanations,
    moments: plan.peak.after.map(momentView),
    peakRule: peakRule(plan),
    peakChart: peakChart(spec, plan),
    parallelismRule: parallelismRules[spec.handlerParallelism],
    loadTests: loadTestViews(spec, plan),
    loadTestProcessor: hasStatus(spec) ? 'hooks-and-follow.mjs' : 'hooks.mjs',
    followsMessages: hasStatus(spec),
    readsPerMessage,
  };
}

function askedFor(spec: ServiceSpec): ProjectView['asked'] {
  const { downstreamConcurrency, ownFunctionsConcurrency } = spec;
  return [
    { input: 'messages per second at peak', value: spec.peakRate },
    { input: 'milliseconds to handle one message (p95)', value: spec.durationMs },
    { input: 'messages of one batch', value: spec.handlerParallelism },
    { input: 'concurrency budget', value: spec.concurrencyBudget },
    ...(ownFunctionsConcurrency > 0
      ? [{ input: 'of it for functions of your own', value: ownFunctionsConcurrency }]
      : []),
    ...(downstreamConcurrency === undefined
      ? []
      : [{ input: 'calls at once that the system behind the workers takes', value: downstreamConcurrency }]),
  ];
}

function peakRule({ peak, workers }: ConcurrencyPlan): string {
  const { acceptedRatePerSecond: accepted, refusedRatePerSecond: refused = 0, backlogGrowthPerSecond: growth } = peak;
  const isGrowing = workers.some(({ rampSeconds }) => rampSeconds > 0);
  return [
    ...(refused > 0
      ? [`The API's throttle lets ${shown(accepted)} messages/s in and answers 429 to the other ${shown(refused)}.`]
      : []),
    growth > 0
      ? `Once all event sources run at their maximum, the queues grow by ${shown(growth)} messages each second, and messages wait ever longer.`
      : `${isGrowing ? 'Once the event sources have grown, the' : 'The'} workers keep up with what gets in.`,
  ].join(' ');
}

function maximumRule({ reservation, workers }: ConcurrencyPlan): string {
  if (reservation === 'cap-only') {
    return 'Therefore each event source has a maximum, which holds although nothing is reserved.';
  }
  return workers.every((worker) => worker.maximumConcurrency < worker.reservedConcurrency!)
    ? 'Therefore the maximum stays below the reservation.'
    : 'Therefore no maximum is above its reservation.';
}

function momentView({ oldestAgeSeconds, drainSeconds, ...moment }: PeakMoment): PeakMoment {
  return { ...moment, oldestAgeSeconds: shown(oldestAgeSeconds), drainSeconds: shown(drainSeconds) };
}

function identifierOf(name: string): string {
  return name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function workerView(worker: WorkerPlan, whyOf: (path: string) => string | undefined): WorkerView {
  const why = (limit: Limit) => whyOf(`workers.${worker.name}.${limit}`)!;
  return {
    ...worker,
    pascalName: pascalName(worker),
    reservedConcurrency: String(worker.reservedConcurrency),
    why: {
      reservedConcurrency:
        worker.reservedConcurrency === undefined ? 'cap-only: nothing is reserved' : why('reservedConcurrency'),
      maximumConcurrency: why('maximumConcurrency'),
      batchSize: why('batchSize'),
      batchWindowSeconds: why('batchWindowSeconds'),
      functionTimeoutSeconds: why('functionTimeoutSeconds'),
      visibilityTimeoutSeconds: why('visibilityTimeoutSeconds'),
      maxReceiveCount: why('maxReceiveCount'),
      sustainableRatePerSecond: why('sustainableRatePerSecond'),
    },
  };
}
