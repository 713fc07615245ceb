import { backlogOf, type Backlog } from './backlog';
import { judge, type Verdict } from './judge';
import type { LoadTarget } from './load-target';
import type {
  MeasuredRun,
  Percentiles,
  SentCounts,
  SentInterval,
  WorkerMeasurement,
  WorkerMoment,
} from './measured-run';
import { reconcile, type Reconciliation } from './reconcile';
import type { LoadPhase, LoadPrediction, LoadProfile, WorkerPrediction } from '../plan/load-profile';

/** What a load test came to: `report.json`. Times are ISO 8601, durations in the unit that the name says. */
export interface LoadTestReport {
  readonly reportVersion: 1;
  readonly service: string;
  readonly profile: LoadProfile['name'];
  readonly purpose: string;
  readonly target: Pick<LoadTarget, 'kind' | 'url' | 'region'>;
  readonly beganAt: string;
  /** When the last message was due. */
  readonly endedAt: string;
  /** Whether every mark is met. */
  readonly passed: boolean;
  readonly verdicts: readonly Verdict[];
  readonly phases: readonly LoadPhase[];
  readonly messages: {
    readonly predicted: Pick<LoadPrediction, 'offered' | 'accepted' | 'refused'>;
    readonly measured: SentCounts;
  };
  /** From sending to acceptance; null where nothing was accepted. */
  readonly acceptanceMs: Percentiles | null;
  /** From sending to the outcome; null where the sender asked for none. */
  readonly completionMs: Percentiles | null;
  readonly workers: readonly WorkerReport[];
  /** Answers of the API by status, or what CloudWatch counts at the entrance, by name of the metric. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Errors of the load engine by name. */
  readonly errors: Readonly<Record<string, number>>;
  readonly accountConcurrency: number;
  /** Seconds between the moments of workers. */
  readonly resolutionSeconds: number;
  readonly intervals: readonly SentInterval[];
}

/** One queue and its worker. */
export interface WorkerReport {
  readonly name: string;
  readonly predicted?: WorkerPrediction;
  readonly measured: Backlog &
    Omit<Reconciliation, 'worker'> &
    Omit<WorkerMeasurement, 'name' | 'moments' | 'maximumConcurrency' | 'reservedConcurrency'>;
  readonly maximumConcurrency: number;
  readonly reservedConcurrency?: number;
  readonly moments: readonly WorkerMoment[];
}

export interface ReportOptions {
  readonly service: string;
  readonly profile: LoadProfile;
  readonly target: Pick<LoadTarget, 'kind' | 'url' | 'region'>;
  readonly run: MeasuredRun;
}

/** Puts what was measured beside what the plan predicted, and judges it. */
export function buildReport({ service, profile, target: { kind, url, region }, run }: ReportOptions): LoadTestReport {
  const { sent, target } = run;
  const { offered, accepted, refused } = profile.prediction;
  const verdicts = judge(profile.marks, run);
  return {
    reportVersion: 1,
    service,
    profile: profile.name,
    purpose: profile.purpose,
    target: { kind, url, region },
    beganAt: new Date(sent.beganAt).toISOString(),
    endedAt: new Date(sent.endedAt).toISOString(),
    passed: verdicts.every(({ met }) => met),
    verdicts,
    phases: profile.phases,
    messages: {
      predicted: { offered, accepted, refused },
      measured: { sent: sent.sent, accepted: sent.accepted, refused: sent.refused, failed: sent.failed },
    },
    acceptanceMs: sent.acceptanceMs ?? null,
    completionMs: sent.completionMs ?? null,
    workers: reconcile(run).map((reconciliation) => workerReport(reconciliation, profile, run)),
    statuses: target.statuses,
    errors: sent.errors,
    accountConcurrency: target.accountConcurrency,
    resolutionSeconds: target.resolutionSeconds,
    intervals: sent.intervals,
  };
}

function workerReport(
  { worker, ...counts }: Reconciliation,
  { prediction }: LoadProfile,
  run: MeasuredRun,
): WorkerReport {
  const measurement = run.target.workers.find(({ name }) => name === worker)!;
  const { name, moments, maximumConcurrency, reservedConcurrency, ...measured } = measurement;
  return {
    name,
    predicted: prediction.workers.find((predicted) => predicted.name === name),
    measured: { ...measured, ...counts, ...backlogOf(measurement, run.sent) },
    maximumConcurrency,
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
    moments,
  };
}
