import type { AccountFinding } from './account-findings';
import type { QueueSource } from './account-state';
import type { Comparison } from './comparison';
import { eventSourceQuotas } from '../spec/aws-quotas';

const mostNamed = 3;

/** What other queues can take of the unreserved units. The service's own sources are limited by its plan. */
export function findingsOnEventSources(comparison: Comparison): AccountFinding[] {
  const { state } = comparison;
  const reserving = new Set(state.reservations.map(({ name }) => name));
  const others = (state.queueSources ?? []).filter(
    ({ owner, functionName }) => owner !== 'own' && !reserving.has(functionName),
  );
  return [...unlimited(comparison, others), ...sharing(comparison, others)];
}

/** Only a danger to a service that reserves nothing; for the others it is worth knowing. */
function unlimited({ service, pool }: Comparison, sources: readonly QueueSource[]): AccountFinding[] {
  const without = sources.filter(isUnlimited);
  const names = [...new Set(without.map(({ functionName }) => functionName))].sort();
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const { reservation, totals } = service.plan;
  const unreserved = Math.max(0, pool - totals.reserved);
  const reachable = Math.min(unreserved, eventSourceQuotas.rampCeiling.value * without.length);
  return names.length === 0
    ? []
    : [
        {
          code: 'event-sources-unlimited',
          severity: reservation === 'cap-only' ? 'warning' : 'info',
          message: `queues can make functions without a reservation take up to ${reachable} of the ${unreserved} unreserved units, for they have no maximum concurrency: ${names.slice(0, mostNamed).join(', ')}${more}`,
          hint: 'give their event sources a maximum concurrency (ScalingConfig)',
        },
      ];
}

function isUnlimited({ maximumConcurrency }: QueueSource): boolean {
  return maximumConcurrency === undefined;
}

/** Without sources that may be the service's own, which its plan counts already. */
function sharing({ service, pool }: Comparison, sources: readonly QueueSource[]): AccountFinding[] {
  const { reservation, totals } = service.plan;
  const limited = sources
    .filter(({ owner }) => owner === 'other')
    .reduce((units, { maximumConcurrency = 0 }) => units + maximumConcurrency, 0);
  return reservation === 'reserve' || limited === 0 || limited + totals.maximum <= pool
    ? []
    : [
        {
          code: 'event-sources-share-pool',
          severity: 'warning',
          message: `queues of other functions run up to ${limited} batches at once, this service up to ${totals.maximum}, and ${pool} units are unreserved for all of them: at their busiest they throttle each other`,
          hint: 'reserve concurrency ("reservation": "reserve") where the account can hold it, or raise the quota',
        },
      ];
}
