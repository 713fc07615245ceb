import { setMaxListeners } from 'node:events';
import type { EventSourceSettings } from './event-source-settings';
import { fillBatch } from './fill-batch';
import { handledMessages } from './handled-messages';
import { type Invocable, invokeInPlace } from './invoke-in-place';
import { longestWaitSeconds, type MessageQueue, messagesPerCall, type ReceivedMessage } from './message-queue';
import { growthIntervalMs, scaling } from './scaling';
import { sqsEvent } from './sqs-event';
import { ThrottledError } from '../lambda/local-function';
import type { Report } from '../local-event';
import { pause } from '../pause';

export interface EventSourceMappingOptions {
  readonly queue: MessageQueue;
  readonly target: Invocable;
  readonly settings: EventSourceSettings;
  readonly report: Report;
}

/** Milliseconds before a queue that did not answer is asked again. */
const unreachablePauseMs = 1000;

/** How a batch ended, as far as it decides how much is polled. */
type BatchEnd = 'done' | 'failed' | 'dropped';

/**
 * Lambda's pollers between a queue and a function. Each takes one batch at a time, so their number is the concurrency of
 * the mapping. It grows while all are busy, shrinks to where it began when the queue is empty, and shrinks when batches
 * were dropped or, without partial batch responses, failed. It never asks whether the function has units left.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export class EventSourceMapping {
  private readonly pollers = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private settings: EventSourceSettings;
  private busy = 0;
  private growth: NodeJS.Timeout | undefined;

  constructor(private readonly options: EventSourceMappingOptions) {
    this.settings = options.settings;
    setMaxListeners(0, this.stopping.signal); // as many as there are pollers
  }

  get maximumConcurrency(): number {
    return Math.min(this.settings.maximumConcurrency ?? scaling.limit.value, scaling.limit.value);
  }

  /** Batches that it may run at once right now. */
  get concurrency(): number {
    return this.pollers.size;
  }

  start(): void {
    this.startFewest();
    this.growth = setInterval(() => this.grow(), growthIntervalMs);
  }

  /**
   * Takes over other settings, from the next batch on. Pollers that are too many then end after the batch that they take
   * next.
   *
   * @returns whether there was anything to take over
   */
  change(settings: EventSourceSettings): boolean {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) {
      return false;
    }
    this.settings = settings;
    this.startFewest();
    return true;
  }

  /** Receives nothing more, and waits for what is on its way. */
  async stop(): Promise<void> {
    clearInterval(this.growth);
    this.stopping.abort();
    await Promise.all(this.pollers);
  }

  /** How many there are while nothing waits. */
  private get fewest(): number {
    return Math.min(scaling.initial.value, this.maximumConcurrency);
  }

  private startFewest(): void {
    while (this.pollers.size < this.fewest) {
      this.addPoller();
    }
  }

  private grow(): void {
    if (this.busy >= this.pollers.size && this.pollers.size < this.maximumConcurrency) {
      this.addPoller();
    }
  }

  private addPoller(): void {
    const poller: Promise<void> = this.poll().finally(() => this.pollers.delete(poller));
    this.pollers.add(poller);
  }

  /** Ends when it is one too many. One always stays. */
  private async poll(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const messages = await this.receive();
      const end = messages.length === 0 ? 'empty' : await this.counted(() => this.handleBatch(messages));
      if (this.pollers.size > this.fewestAfter(end)) {
        return;
      }
    }
  }

  private fewestAfter(end: BatchEnd | 'empty'): number {
    const most = this.maximumConcurrency;
    // whoever reports failures one by one says that the rest is to go on
    const afterFailure = this.settings.reportsFailures ? most : 1;
    return { empty: this.fewest, done: most, failed: afterFailure, dropped: 1 }[end];
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    this.busy += 1;
    try {
      return await work();
    } finally {
      this.busy -= 1;
    }
  }

  private async receive(): Promise<readonly ReceivedMessage[]> {
    const { signal } = this.stopping;
    const maxMessages = Math.min(messagesPerCall, this.settings.batchSize);
    try {
      return await this.options.queue.receive({ maxMessages, waitSeconds: longestWaitSeconds, signal });
    } catch (error) {
      await this.afterProblem('cannot receive from', error as Error);
      return [];
    }
  }

  private async handleBatch(first: readonly ReceivedMessage[]): Promise<BatchEnd> {
    const { queue, report } = this.options;
    const { signal } = this.stopping;
    const deadline = performance.now() + queue.visibilityTimeoutSeconds * 1000;
    const batch = await fillBatch(queue, first, { ...this.settings, signal });
    const { end, handled } = await this.invoke(batch, deadline);
    try {
      await queue.delete(handled);
    } catch (error) {
      await this.afterProblem('cannot delete from', error as Error);
    }
    const dropped = end === 'dropped';
    report({ type: 'batch', queue: queue.name, messages: batch.length, deleted: handled.length, dropped });
    return end;
  }

  private async invoke(
    batch: readonly ReceivedMessage[],
    deadline: number,
  ): Promise<{ end: BatchEnd; handled: readonly ReceivedMessage[] }> {
    const { queue, target } = this.options;
    try {
      const { signal } = this.stopping;
      const response = await invokeInPlace(target, sqsEvent(batch, queue), { deadline, signal });
      return { end: 'done', handled: this.settings.reportsFailures ? handledMessages(batch, response) : batch };
    } catch (error) {
      return { end: error instanceof ThrottledError ? 'dropped' : 'failed', handled: [] };
    }
  }

  private async afterProblem(what: string, error: Error): Promise<void> {
    if (!this.stopping.signal.aborted) {
      this.options.report({ type: 'problem', message: `${what} ${this.options.queue.name}: ${error.message}` });
      await pause(unreachablePauseMs, this.stopping.signal);
    }
  }
}
