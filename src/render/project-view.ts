import { singleQuoted } from './literals';
import { packageManagerCommands, type PackageManagerCommands } from './package-manager-commands';
import { projenrcOptions, type ProjenrcOption } from './projenrc-options';
import { runsLocally } from './template-layers';
import { postLimits } from '../plan/api-limits';
import type { ConcurrencyPlan, Finding, WorkerPlan } from '../plan/concurrency-plan';
import { explainPlan, type Explanation } from '../plan/explain-plan';
import { secretCacheSeconds } from '../plan/secret-lookups';
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
  readonly peakRate: number;
  readonly durationMs: number;
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
}

/** A throttle of the front door, and the arithmetic behind each number. */
type ThrottleView = NonNullable<ConcurrencyPlan['api']> & {
  readonly why: Readonly<Record<keyof NonNullable<ConcurrencyPlan['api']>, string>>;
};

export interface DocumentView {
  /** Name of the file in docs/. */
  readonly file: string;
  readonly about: string;
}

/** A protocol of the devices. */
export interface ProtocolView {
  readonly name: string;
  /** The name as an identifier: `mqtt-wss` becomes `mqttWss`. */
  readonly identifier: string;
}

/** Limits of a worker that every plan has. */
type Limit = Exclude<keyof WorkerPlan, 'name' | 'weight'>;

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

/** Puts a spec and its plan into words for the templates. */
export function projectView(spec: ServiceSpec, plan: ConcurrencyPlan, spillwayVersion: string): ProjectView {
  const posts = plan.workers.map((worker) => postLimits(spec, worker));
  const explanations = [...explainPlan(plan), ...posts.flatMap((post) => post?.explanations ?? [])];
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
    peakRate: spec.peakRate,
    durationMs: spec.durationMs,
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
  };
}

function documentsOf(spec: ServiceSpec): DocumentView[] {
  const downstream = {
    file: 'DOWNSTREAM.md',
    about: 'the HTTP API behind the workers: its address, its key, its answers',
  };
  const local = { file: 'LOCAL.md', about: 'how to run the service on your machine, and load it until it bends' };
  return [...(spec.downstream === 'http' ? [downstream] : []), ...(runsLocally(spec) ? [local] : [])];
}

function maximumRule({ reservation, workers }: ConcurrencyPlan): string {
  if (reservation === 'cap-only') {
    return 'Therefore each event source has a maximum, which holds although nothing is reserved.';
  }
  return workers.every((worker) => worker.maximumConcurrency < worker.reservedConcurrency!)
    ? 'Therefore the maximum stays below the reservation.'
    : 'Therefore no maximum is above its reservation.';
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
