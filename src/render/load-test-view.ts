import { enginePhase } from '../loadtest/engine-phases';
import type { ConcurrencyPlan } from '../plan/concurrency-plan';
import type { LoadPhase, LoadProfile } from '../plan/load-profile';
import { loadProfiles } from '../plan/load-profiles';
import { shown } from '../plan/shown';
import type { ServiceSpec } from '../spec/service-spec';

/** One load test, in words and in those of Artillery. */
export interface LoadTestView {
  readonly name: string;
  readonly purpose: string;
  /** Artillery's phases, as JSON, which YAML takes. */
  readonly phases: string;
  /** Connections of devices; 0 where callers are no devices. */
  readonly devices: number;
  /** Rates and lengths, as a sentence shows them. */
  readonly load: string;
  /** What the plan expects, as a sentence shows it. */
  readonly expected: string;
}

export function loadTestViews(spec: ServiceSpec, plan: ConcurrencyPlan): LoadTestView[] {
  return loadProfiles(spec, plan).map((profile) => ({
    name: profile.name,
    purpose: profile.purpose,
    phases: JSON.stringify(profile.phases.map((phase) => enginePhase(phase))),
    devices: profile.devices ?? 0,
    load: profile.phases.map(describePhase).join(', then '),
    expected: describeExpected(profile),
  }));
}

function describePhase({ durationSeconds, startRatePerSecond, endRatePerSecond }: LoadPhase): string {
  const rates = [...new Set([startRatePerSecond, endRatePerSecond])].map(shown);
  return `${rates.join(' to ')}/s for ${durationSeconds} s`;
}

function describeExpected({ prediction: { offered, refused, workers } }: LoadProfile): string {
  const most = (values: readonly number[]) => shown(Math.max(...values));
  return [
    `${offered} messages`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    `${most(workers.map(({ greatestBacklog }) => greatestBacklog))} waiting at most`,
    `the last done ${most(workers.map(({ drainSeconds }) => drainSeconds))} s after it was sent`,
  ].join(', ');
}
