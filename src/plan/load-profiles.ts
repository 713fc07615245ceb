import type { ConcurrencyPlan } from './concurrency-plan';
import { loadMarks } from './load-marks';
import { loadPhases } from './load-phases';
import { predictLoad } from './load-prediction';
import { loadProfileNames, type LoadPhase, type LoadProfile, type LoadProfileName } from './load-profile';
import { iotQuotas } from '../spec/aws-quotas';
import type { ServiceSpec } from '../spec/service-spec';

/** Messages per second that Artillery sends from one machine with two cores. Source: measured by Spillway. */
const ratePerSender = 1200;

/** Publishes per second for which one device connection is used: half of its limit, so that no hiccup goes over it. */
const publishesPerDevice = iotQuotas.publishesPerConnection.value / 2;

const purposes: Readonly<Record<LoadProfileName, string>> = {
  smoke: 'every worker gets some messages, and each is processed once',
  sustained: 'the service keeps up with the rate that its budget sustains',
  peak: 'the service takes the peak that was asked for',
  burst: 'more comes than the budget sustains: the service bends where the plan says, and recovers',
  soak: 'an hour at 70 % of the sustainable rate leaves nothing behind',
};

/**
 * The load tests of a service, with what its plan predicts for each and what each has to show. Pure: the same plan always
 * gives the same load tests.
 *
 * @param plan the plan of this spec
 */
export function loadProfiles(spec: ServiceSpec, plan: ConcurrencyPlan): LoadProfile[] {
  const phasesOf = loadPhases(spec, plan);
  return loadProfileNames.map((name) => {
    const phases = phasesOf[name];
    const prediction = predictLoad(spec, plan, phases);
    const most = greatestRate(phases);
    return {
      name,
      purpose: purposes[name],
      phases,
      prediction,
      marks: loadMarks({ spec, plan, profile: name, prediction }),
      senders: Math.ceil(most / ratePerSender),
      ...(spec.api === 'iot' && { devices: Math.ceil(most / publishesPerDevice) }),
    };
  });
}

function greatestRate(phases: readonly LoadPhase[]): number {
  return Math.max(
    ...phases.flatMap(({ startRatePerSecond, endRatePerSecond }) => [startRatePerSecond, endRatePerSecond]),
  );
}
