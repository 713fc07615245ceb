import type { Entrance } from './entrance';
import type { FunctionSettings } from './lambda/function-settings';
import { type LocalWorker, readLocalFunctions, type WorkersOptions } from './local-workers';
import type { SynthesizedStack } from './template/assembly';
import { compareStacks } from './template/compare-stacks';
import { readEventSources } from './template/event-sources';
import { readQueues } from './template/queues';
import type { StackReader } from './template/stack-reader';

/** What became of another synthesis of the service that runs. */
export interface Reloaded {
  /** What runs with it from now on: names of functions and queues, and `API`. */
  readonly changed: readonly string[];
  /** What is taken at the start of a run only. */
  readonly atStart: readonly string[];
}

/** What is running, and where it came from. */
export interface Reloadable extends Pick<WorkersOptions, 'surroundings' | 'codeDirectory'> {
  /** The stack that runs now. */
  readonly stack: SynthesizedStack;
  readonly readerOf: (stack: SynthesizedStack) => StackReader;
  readonly workers: readonly LocalWorker[];
  readonly entrance: Pick<Entrance, 'reload'>;
}

/**
 * Takes over another synthesis while the service runs. Queues and tables keep what is in them; who handles messages
 * finishes them with the code and limits from before.
 *
 * @throws SpillwayError `unsupported-template`, and nothing is changed, when the stack cannot run locally
 */
export async function reloadService(running: Reloadable, stack: SynthesizedStack): Promise<Reloaded> {
  const { entrance, atStart } = compareStacks(running.stack.template, stack.template);
  const reader = running.readerOf(stack);
  const functions = readLocalFunctions({ ...running, reader });
  if (entrance) {
    await running.entrance.reload(reader);
  }
  const changed = await reloadWorkers(running.workers, reader, functions);
  return { changed: [...(entrance ? ['API'] : []), ...changed], atStart };
}

/** A worker that the stack has no more goes on as it was. */
async function reloadWorkers(
  workers: readonly LocalWorker[],
  reader: StackReader,
  functions: readonly FunctionSettings[],
): Promise<string[]> {
  const changed: string[] = [];
  const queues = readQueues(reader);
  const sources = readEventSources(reader);
  for (const { queue, deadLetterQueue, target, mapping } of workers) {
    for (const changing of [deadLetterQueue, queue]) {
      const settings = queues.find(({ name }) => name === changing?.name);
      if (changing && settings && (await changing.change(settings))) {
        changed.push(changing.name);
      }
    }
    const source = sources.find(({ queueArn, functionName }) => queueArn === queue.arn && functionName === target.name);
    const settings = functions.find(({ name }) => name === target.name);
    if (settings && target.change(settings)) {
      changed.push(target.label);
    }
    if (source && mapping.change(source.settings)) {
      changed.push(`event source of ${queue.name}`);
    }
  }
  return changed;
}
