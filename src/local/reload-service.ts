import type { Entrance } from './entrance';
import type { FunctionSettings } from './lambda/function-settings';
import { type LocalWorker, readLocalFunctions, type WorkersOptions } from './local-workers';
import type { SynthesizedStack } from './template/assembly';
import { compareStacks } from './template/compare-stacks';
import { type EventSource, readEventSources } from './template/event-sources';
import { type QueueSettings, readQueues } from './template/queues';
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
  /** The stack with which the run started, and the one that runs now. */
  readonly started: SynthesizedStack;
  readonly current: SynthesizedStack;
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
  const { entrance } = compareStacks(running.current.template, stack.template);
  const { atStart } = compareStacks(running.started.template, stack.template); // waits until then, however often it is said
  const reader = running.readerOf(stack);
  const settings = {
    queues: readQueues(reader),
    sources: readEventSources(reader),
    functions: readLocalFunctions({ ...running, reader }),
  };
  if (entrance) {
    await running.entrance.reload(reader);
  }
  const changed = await reloadWorkers(running.workers, settings);
  return { changed: [...(entrance ? ['API'] : []), ...changed], atStart };
}

/** What a stack says of those who work. */
interface WorkerSettings {
  readonly queues: readonly QueueSettings[];
  readonly sources: readonly EventSource[];
  readonly functions: readonly FunctionSettings[];
}

/** A worker that the stack has no more goes on as it was. */
async function reloadWorkers(
  workers: readonly LocalWorker[],
  { queues, sources, functions }: WorkerSettings,
): Promise<string[]> {
  const changed: string[] = [];
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
