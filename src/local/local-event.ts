/** How an invocation ended. */
export type InvocationOutcome = 'succeeded' | 'failed' | 'timed-out';

/** Something that happened in a local run. Times are milliseconds. */
export type LocalEvent =
  | {
      readonly type: 'request';
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly durationMs: number;
    }
  /** A resolver put a message into a queue: the status of a GraphQL answer does not say so. */
  | { readonly type: 'accepted'; readonly resolver: string }
  | {
      readonly type: 'invocation';
      readonly function: string;
      readonly outcome: InvocationOutcome;
      readonly durationMs: number;
      /** Absent where an environment was warm. */
      readonly coldStartMs?: number;
      readonly error?: string;
    }
  | { readonly type: 'throttle'; readonly function: string; readonly reason: string }
  | {
      readonly type: 'batch';
      readonly queue: string;
      readonly messages: number;
      /** Deleted from the queue; the others come back after the visibility timeout. */
      readonly deleted: number;
      /** Every try to invoke was throttled until the visibility timeout was over. */
      readonly dropped: boolean;
    }
  | { readonly type: 'log'; readonly function: string; readonly line: string }
  /** Another synthesis was taken over; `atStart` names what is taken at the start of a run only. */
  | { readonly type: 'reloaded'; readonly changed: readonly string[]; readonly atStart: readonly string[] }
  | { readonly type: 'problem'; readonly message: string };

/** Is told of everything that happens. */
export type Report = (event: LocalEvent) => void;
