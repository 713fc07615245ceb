/** What an execution environment is started with. */
export interface EnvironmentData {
  readonly functionName: string;
  readonly memoryMb: number;
  /** File that holds the handler. */
  readonly file: string;
  /** Name that the file exports it by. */
  readonly exportName: string;
  /** NODE_OPTIONS of the function. A thread refuses most of them, so they arrive by this way. */
  readonly nodeOptions?: string;
  /** Milliseconds that the environment waits once the code is loaded. */
  readonly coldStartMs: number;
}

/** One event on its way in. */
export interface EventMessage {
  readonly requestId: string;
  /** JSON, as an event travels on AWS too: a handler cannot change what belongs to its caller. */
  readonly event: string;
  /** Milliseconds since 1970, after which the environment is ended. */
  readonly deadline: number;
}

/** What comes back from the environment. */
export type EnvironmentMessage =
  /** It has stopped keeping a core busy. */
  | { readonly type: 'loaded' }
  /** It takes events. */
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly requestId: string; readonly result: string }
  | { readonly type: 'error'; readonly requestId: string; readonly error: string };
