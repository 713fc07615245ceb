import type { OptionalAction } from './actions';
import type { FailureKind } from './sdk-errors';

/** What an account says about its concurrency in one Region, at one moment. Nothing is derived here. */
export interface AccountState {
  readonly region: string;
  /** Twelve digits; absent where nothing that was read names it. */
  readonly accountId?: string;
  /** Concurrent executions of all functions: the quota that Lambda applies. */
  readonly concurrentExecutions: number;
  /** Quota minus everything that functions reserve. */
  readonly unreservedConcurrentExecutions: number;
  /** The same quota as Service Quotas has it; an increase may show there earlier. */
  readonly serviceQuota?: number;
  readonly functionCount?: number;
  /** Functions with reserved concurrency, as far as they could be read. */
  readonly reservations: readonly FunctionReservation[];
  /** The service's own functions whose reservation could not be read. */
  readonly unreadOwnFunctions: number;
  /** Mappings from SQS queues; those from streams are limited by their shards. */
  readonly queueSources?: readonly QueueSource[];
  /** Steady rate (requests/s) and bucket (requests) that API Gateway grants to all APIs of the account together. */
  readonly apiThrottle?: { readonly rateLimit: number; readonly burstLimit: number };
  /** What was refused, so that the report is only as good as the rest. */
  readonly unread: readonly UnreadPart[];
}

/** Whose a function is. `perhaps-own`: its shortened name could belong to the service's stack or to one named alike. */
export type Owner = 'own' | 'perhaps-own' | 'other';

export interface FunctionReservation {
  readonly name: string;
  readonly reservedConcurrency: number;
  readonly owner: Owner;
  /** Of an own function, where the stack could be read. */
  readonly logicalId?: string;
}

export interface QueueSource {
  readonly functionName: string;
  readonly eventSourceArn: string;
  /** Concurrent batches; absent without a limit. */
  readonly maximumConcurrency?: number;
  readonly owner: Owner;
}

export interface UnreadPart {
  /** IAM action of the call. */
  readonly action: OptionalAction;
  readonly kind: FailureKind;
  /** What AWS said. */
  readonly reason: string;
}
