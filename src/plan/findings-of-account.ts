import type { Check } from './findings';
import { shown } from './shown';
import { eventSourceQuotas, lambdaQuotas } from '../spec/aws-quotas';

const cappedOnly: Check = (spec, plan) =>
  spec.reservation === 'auto' && plan.reservation === 'cap-only'
    ? {
        code: 'reservation-capped-only',
        severity: 'warning',
        message: `nothing is reserved: budget ${spec.concurrencyBudget} exceeds the ${Math.max(0, spec.accountConcurrency - spec.unreservedFloor)} that a quota of ${spec.accountConcurrency} leaves over the floor of ${spec.unreservedFloor}`,
        hint: 'the event sources are capped all the same; to reserve, raise the quota or lower "concurrencyBudget"',
        source: lambdaQuotas.unreservedFloor.source,
      }
    : undefined;

/** Lambda counts requests as well as concurrency, over all functions of the account; batches under 100 ms can hit that first. */
const shortHandlers: Check = (spec, { totals, workers }) => {
  const { invocationsPerSecond, invocationLimitPerSecond } = totals;
  const { value: perUnit, source } = lambdaQuotas.requestsPerUnit;
  const { batchSize } = workers[0]!;
  const isParallel = spec.handlerParallelism === 'parallel'; // a larger batch takes no longer
  const needed = Math.ceil((invocationsPerSecond * batchSize) / invocationLimitPerSecond);
  const isLarge = needed > eventSourceQuotas.batchSizeWithoutWindow.value;
  const window = isLarge && spec.batchWindowSeconds === 0 ? ' with a "batchWindowSeconds" of 1 or more' : '';
  return invocationsPerSecond > invocationLimitPerSecond
    ? {
        code: 'requests-per-unit-limit',
        severity: 'warning',
        message: `busy workers invoke their functions ${shown(invocationsPerSecond)} times/s, and Lambda takes ${invocationLimitPerSecond} from the whole account: ${perUnit} for each of its ${spec.accountConcurrency} units of concurrency`,
        hint: `${isParallel ? 'lower "concurrencyBudget"' : `raise "batchSize" to at least ${needed}${window}`}, or raise the quota and give it as "accountConcurrency"`,
        source,
      }
    : undefined;
};

/** Findings about what the account grants. */
export const accountFindings: readonly Check[] = [cappedOnly, shortHandlers];
