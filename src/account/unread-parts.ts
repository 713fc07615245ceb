import type { UnreadPart } from './account-state';
import type { OptionalAction, requiredAction } from './actions';
import { failureKind, unreadable } from './sdk-errors';

/** Failures that no other call would be spared: with these, nothing can be read. */
const fatal = ['credentials', 'expired'] as const;

/** Reads what can be read and keeps what was refused, for the report. */
export class UnreadParts {
  private readonly byAction = new Map<OptionalAction, UnreadPart>();

  constructor(private readonly region: string) {}

  get all(): UnreadPart[] {
    return [...this.byAction.values()];
  }

  /**
   * Does without an answer where it is refused.
   *
   * @param action IAM action of the call
   * @returns undefined where it was refused
   * @throws SpillwayError `account-unreadable` where the credentials themselves are refused
   */
  async attempt<T>(action: OptionalAction, call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      const kind = failureKind(error);
      if (fatal.some((reason) => reason === kind)) {
        throw unreadable(action, this.region, error);
      }
      this.byAction.set(action, { action, kind, reason: (error as Error).message });
      return undefined;
    }
  }

  /**
   * Insists on an answer.
   *
   * @throws SpillwayError `account-unreadable` where it is refused
   */
  async require<T>(action: typeof requiredAction, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw unreadable(action, this.region, error);
    }
  }
}
