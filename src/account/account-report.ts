import { accountFindings, type AccountFinding } from './account-findings';
import type { AccountState, FunctionReservation, QueueSource } from './account-state';
import { compare, type Comparison } from './comparison';
import type { WrittenService } from '../manifest';
import type { ConcurrencyPlan } from '../plan/concurrency-plan';

export interface ReportedReservation extends FunctionReservation {
  /** Whether it stays reserved beside the plan: that of a worker is replaced. */
  readonly staysReserved: boolean;
}

/** What `spillway account --json` prints. Numbers are concurrent executions unless they say otherwise. */
export interface AccountReport {
  readonly service: string;
  readonly region: string;
  /** Absent where nothing that was read names the account. */
  readonly accountId?: string;
  /** Of all functions together, as Lambda applies it. */
  readonly quota: number;
  /** The same as Service Quotas has it; absent where that could not be read. */
  readonly serviceQuota?: number;
  readonly reserved: {
    readonly total: number;
    /** By functions of the service's own stack. */
    readonly service: number;
    /** Part of these: by functions that are no worker of the plan, so that a deployment does not replace it. */
    readonly staying: number;
    readonly others: number;
  };
  /** What must stay unreserved. */
  readonly unreservedFloor: number;
  /** What the service can reserve: quota - reserved.others - reserved.staying - unreservedFloor, at least 0. */
  readonly available: number;
  readonly plan: Pick<ConcurrencyPlan, 'concurrencyBudget' | 'reservation' | 'api'> & ConcurrencyPlan['totals'];
  /** False when a finding is an error. */
  readonly fits: boolean;
  /** Absent where the functions could not be listed. */
  readonly functionCount?: number;
  /** Functions with reserved concurrency, largest first. */
  readonly reservations: readonly ReportedReservation[];
  /** Absent where they could not be listed. */
  readonly queueSources?: readonly QueueSource[];
  /** What API Gateway grants to all APIs together, in requests per second and requests. */
  readonly apiThrottle?: AccountState['apiThrottle'];
  /** Most severe first. */
  readonly findings: readonly AccountFinding[];
}

/** Compares what an account has with what a service plans to use of it. */
export function reportAccount(service: WrittenService, state: AccountState): AccountReport {
  const comparison: Comparison = compare(service, state);
  const findings = accountFindings(comparison);
  const { plan } = service;
  const { concurrencyBudget, reservation, api, totals } = plan;
  return {
    service: service.spec.name,
    region: state.region,
    accountId: state.accountId,
    quota: state.concurrentExecutions,
    serviceQuota: state.serviceQuota,
    reserved: {
      total: comparison.totalReserved,
      service: comparison.totalReserved - comparison.others.most,
      staying: comparison.stayingUnits,
      others: comparison.others.most,
    },
    unreservedFloor: comparison.floor,
    available: comparison.available,
    plan: { concurrencyBudget, reservation, api, ...totals },
    fits: findings.every(({ severity }) => severity !== 'error'),
    functionCount: state.functionCount,
    reservations: state.reservations.map((current) => ({
      ...current,
      staysReserved: current.owner !== 'own' || comparison.staying.includes(current),
    })),
    queueSources: state.queueSources,
    apiThrottle: state.apiThrottle,
    findings,
  };
}
