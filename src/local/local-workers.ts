import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SpillwayError } from '../errors';
import { EventSourceMapping } from './event-source/event-source-mapping';
import { ConcurrencyPool } from './lambda/concurrency-pool';
import type { FunctionSettings } from './lambda/function-settings';
import { type LocalSurroundings, withLocalVariables } from './lambda/local-environment';
import { LocalFunction } from './lambda/local-function';
import type { Report } from './local-event';
import { LocalQueue } from './services/queues';
import { readEventSources } from './template/event-sources';
import { readFunctions } from './template/functions';
import { readQueues } from './template/queues';
import type { StackReader } from './template/stack-reader';

/** A queue with the function that works it off. */
export interface LocalWorker {
  /** Name of the queue without that of the service. */
  readonly name: string;
  readonly queue: LocalQueue;
  readonly deadLetterQueue?: LocalQueue;
  readonly target: LocalFunction;
  readonly mapping: EventSourceMapping;
}

export interface WorkersOptions {
  readonly reader: StackReader;
  readonly surroundings: LocalSurroundings;
  /** Units of the account, which all functions share. */
  readonly accountConcurrency: number;
  /** Milliseconds that a cold start takes beside the loading of the code. */
  readonly coldStartMs: number;
  /** Where the code is copied to: outside of the project, whose package.json would decide how it is read. */
  readonly codeDirectory: string;
  /** Program of the threads that functions run in; by default the compiled one. */
  readonly program?: string;
  readonly report: Report;
}

/** Makes queues, functions and what connects them. Nothing is polled before `mapping.start()`. */
export async function createWorkers(options: WorkersOptions): Promise<LocalWorker[]> {
  const { reader, surroundings, report } = options;
  const queues = readQueues(reader).map((settings) => new LocalQueue(surroundings.sqs, settings));
  for (const queue of queues) {
    await queue.create();
  }
  const functions = createFunctions(options);
  return readEventSources(reader).map(({ queueArn, functionName, settings, leftOut }) => {
    const queue = find(queues, ({ arn }) => arn === queueArn, `queue ${queueArn}`);
    const target = find([...functions], ([name]) => name === functionName, `function ${functionName}`)[1];
    const { deadLetterQueueArn } = queue.settings;
    for (const property of leftOut) {
      report({ type: 'problem', message: `${property} of the event source on ${queue.name} has no effect locally` });
    }
    return {
      name: queue.name.replace(`${reader.stack.name}-`, ''),
      queue,
      deadLetterQueue: queues.find(({ arn }) => arn === deadLetterQueueArn),
      target,
      mapping: new EventSourceMapping({ queue, target, settings, report }),
    };
  });
}

function createFunctions(options: WorkersOptions): ReadonlyMap<string, LocalFunction> {
  const { accountConcurrency, coldStartMs, program, report } = options;
  const all = readLocalFunctions(options);
  const reserved = all.filter(({ reservedConcurrency }) => reservedConcurrency !== undefined);
  const pool = new ConcurrencyPool(
    accountConcurrency,
    new Map(reserved.map(({ name, reservedConcurrency }) => [name, reservedConcurrency!])),
  );
  return new Map(
    all.map((settings) => {
      return [settings.name, new LocalFunction({ settings, pool, report, coldStartMs, program })] as const;
    }),
  );
}

/** The functions as they run here, with their code copied. */
export function readLocalFunctions(
  options: Pick<WorkersOptions, 'reader' | 'surroundings' | 'codeDirectory'>,
): FunctionSettings[] {
  const { reader, surroundings, codeDirectory } = options;
  return readFunctions(reader).map((settings) => withLocalVariables(copyCode(settings, codeDirectory), surroundings));
}

/** Each version gets a folder of its own: one that is still running may load more of its code. */
function copyCode(settings: FunctionSettings, codeDirectory: string): FunctionSettings {
  const copy = join(codeDirectory, settings.name, basename(settings.codeDirectory));
  cpSync(settings.codeDirectory, copy, { recursive: true });
  return { ...settings, codeDirectory: copy };
}

function find<T>(items: readonly T[], matches: (item: T) => boolean, what: string): T {
  const found = items.find(matches);
  if (found === undefined) {
    throw new SpillwayError('unsupported-template', `an event source needs ${what}, which does not run locally`);
  }
  return found;
}
