import type { AccountFinding } from './account-findings';
import type { Comparison } from './comparison';
import { lambdaQuotas } from '../spec/aws-quotas';

/** Whether the plan fits beside what others reserve. */
export function findingsOnFit(comparison: Comparison): AccountFinding[] {
  return comparison.service.plan.reservation === 'reserve' ? reserving(comparison) : capping(comparison);
}

/** Lambda refuses a reservation that leaves less than the floor, and CloudFormation rolls the deployment back. */
function reserving(comparison: Comparison): AccountFinding[] {
  const { service, state, others, stayingUnits, floor } = comparison;
  const { reserved } = service.plan.totals;
  const quota = state.concurrentExecutions;
  if (quota <= floor) {
    return [noneDeployable(comparison)];
  }
  const needed = others.most + stayingUnits + reserved + floor;
  const isOver = others.least + stayingUnits + reserved + floor > quota;
  if (isOver || needed > quota) {
    return [
      {
        code: isOver ? 'reservation-over-account' : 'reservation-perhaps-over-account',
        severity: isOver ? 'error' : 'warning',
        message: `reserved concurrency ${reserved} does not fit: of the quota of ${quota}, ${staysReserved(comparison)} and ${floor} stay unreserved, which leaves ${comparison.available}${isOver ? '' : '; some of what others reserve may be this service as it is deployed now'}`,
        hint: waysOut(comparison, { available: comparison.available, needed }),
      },
    ];
  }
  return overlapping(comparison);
}

/** The floor of the answers is that of most accounts; small ones have a smaller one, which only Lambda's refusal names. */
function noneDeployable(comparison: Comparison): AccountFinding {
  const { service, state, others, stayingUnits, floor } = comparison;
  const { reserved } = service.plan.totals;
  const quota = state.concurrentExecutions;
  const smaller =
    quota > lambdaQuotas.smallestFloor.value ? '; if Lambda keeps less here, state it as "unreservedFloor"' : '';
  return {
    code: 'no-reservation-possible',
    severity: 'error',
    message: `reserved concurrency ${reserved} cannot be deployed: the quota is ${quota}, not above the floor of ${floor} that stays unreserved, so no function can reserve anything`,
    hint: `${waysOut(comparison, { available: 0, needed: others.most + stayingUnits + reserved + floor })}${smaller}`,
  };
}

/** Nothing is reserved, but the workers must be able to run as often as their event sources invoke them. */
function capping(comparison: Comparison): AccountFinding[] {
  const { service, state, others, stayingUnits, pool, leastBudget } = comparison;
  const { maximum } = service.plan.totals;
  if (maximum <= state.concurrentExecutions - others.least - stayingUnits) {
    return [];
  }
  return [
    {
      code: 'maximum-over-pool',
      severity: 'error',
      message: `the event sources run up to ${maximum} batches at once, and of the quota of ${state.concurrentExecutions} ${staysReserved(comparison)}, which leaves ${pool}: throttled batches come back until the dead-letter queue takes them`,
      hint: oneOf([...lowerBudget(pool, leastBudget), requestFor(others.most + stayingUnits + maximum)]),
    },
  ];
}

const mostNamed = 3;

/** What the plan does not replace, with the names of what the user could change. */
function staysReserved({ others, staying, stayingUnits }: Comparison): string {
  const names = staying.slice(0, mostNamed).map(({ name }) => name);
  const more = staying.length > mostNamed ? ` and ${staying.length - mostNamed} more` : '';
  return `others reserve ${others.most}${stayingUnits > 0 ? `, functions of this service that are no worker of the plan ${stayingUnits} (${names.join(', ')}${more})` : ''}`;
}

function overlapping({ state, floor, reservedDuringDeployment }: Comparison): AccountFinding[] {
  const quota = state.concurrentExecutions;
  return reservedDuringDeployment + floor <= quota
    ? []
    : [
        {
          code: 'reservations-overlap',
          severity: 'warning',
          message: `the plan fits, but while it is deployed up to ${reservedDuringDeployment} units can be reserved, over the ${quota - floor} that the floor leaves: old and new reservations overlap`,
          hint: 'deploy in two steps: first with the reservations that shrink or go, then with those that grow or come',
        },
      ];
}

interface Need {
  readonly available: number;
  /** Quota with which the plan would fit. */
  readonly needed: number;
}

function waysOut(comparison: Comparison, { available, needed }: Need): string {
  return oneOf([...lowerBudget(available, comparison.leastBudget), ...capOnly(comparison), requestFor(needed)]);
}

/** What is not reserved can be used all the same, if the event sources keep within it. */
function capOnly({ service, pool, leastBudget }: Comparison): string[] {
  const reservation = 'choose reservation "cap-only"';
  if (service.plan.totals.maximum <= pool) {
    return [reservation];
  }
  return pool >= leastBudget ? [`${reservation} with a "concurrencyBudget" of ${pool}`] : [];
}

/** No way out where fewer units are left than the workers need. */
function lowerBudget(units: number, leastBudget: number): string[] {
  return units >= leastBudget ? [`lower "concurrencyBudget" to ${units}`] : [];
}

function requestFor(quota: number): string {
  return `raise the quota to ${quota} ("spillway account --request-increase ${quota}")`;
}

function oneOf(ways: readonly string[]): string {
  return ways.length > 1 ? `${ways.slice(0, -1).join(', ')}, or ${ways.at(-1)}` : ways.join('');
}
