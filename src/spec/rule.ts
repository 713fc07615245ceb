import type { Problem } from '../errors';
import type { FieldName, ServiceSpec } from './service-spec';

/** A condition between answers that are each valid alone. */
export interface Rule<K extends FieldName = FieldName> {
  /** The answers it compares; it is checked as soon as all of them are known. */
  readonly needs: readonly K[];
  check(spec: Pick<ServiceSpec, K>): Problem | undefined;
}

/** Keeps the check's view of the spec to the answers that it needs. */
export function rule<K extends FieldName>(needs: readonly K[], check: Rule<K>['check']): Rule {
  return { needs, check: check as Rule['check'] };
}
