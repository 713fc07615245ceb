import { processedMessages, isMetricsLine } from './processed-messages';
import type { LocalEvent, Report } from '../local-event';
import type { LocalService } from '../start-local-service';

/** Since the start of the run, what a worker did. */
export interface WorkerTotals {
  readonly invocations: number;
  /** Invocations that failed or timed out. */
  readonly errors: number;
  readonly throttles: number;
  /** Messages deleted from the queue because they were handled. */
  readonly deleted: number;
  /** Messages whose business code finished, as the metric `MessagesProcessed` says. */
  readonly processed: number;
}

export interface WorkerLoad extends WorkerTotals {
  readonly name: string;
  readonly waiting: number;
  readonly inFlight: number;
  /** 0 where there is no dead-letter queue. */
  readonly deadLetters: number;
  /** Most batches at once since the sample before. */
  readonly concurrency: number;
  readonly maximumConcurrency: number;
  /** Absent where nothing is reserved. */
  readonly reservedConcurrency?: number;
}

/** A second of a local run. */
export interface LoadSample {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Answers of the API by status, since the start of the run. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly workers: readonly WorkerLoad[];
}

/** Samples kept, one for each second: those of two hours, which is longer than any load test. */
const keptSamples = 7200;
const intervalMs = 1000;

const nothing: WorkerTotals = { invocations: 0, errors: 0, throttles: 0, deleted: 0, processed: 0 };

/** Keeps what a load test compares with the plan. */
export class LoadRecorder {
  private readonly samples: LoadSample[] = [];
  private readonly statuses: Record<string, number> = {};
  /** By label of the function, by name of the queue and by name of the worker: each event knows another of them. */
  private readonly totals = new Map<string, WorkerTotals>();
  private timer: NodeJS.Timeout | undefined;

  /** Is told of every event. */
  readonly record: Report = (event) => {
    switch (event.type) {
      case 'request':
        this.statuses[event.status] = (this.statuses[event.status] ?? 0) + 1;
        break;
      case 'invocation':
        this.add(event.function, { invocations: 1, errors: Number(event.outcome !== 'succeeded') });
        break;
      case 'throttle':
        this.add(event.function, { throttles: 1 });
        break;
      case 'batch':
        this.add(event.queue, { deleted: event.deleted });
        break;
      case 'log':
        this.readLine(event);
    }
  };

  start(service: Pick<LocalService, 'workers'>): void {
    void this.takeSample(service); // a load test that begins at once has something to count from
    this.timer = setInterval(() => void this.takeSample(service), intervalMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** What is kept of the time from then on. */
  since(time: number): readonly LoadSample[] {
    return this.samples.filter((sample) => sample.time >= time);
  }

  async takeSample({ workers }: Pick<LocalService, 'workers'>): Promise<LoadSample> {
    const loads = await Promise.all(workers.map((worker) => this.loadOf(worker)));
    const sample = { time: Date.now(), statuses: { ...this.statuses }, workers: loads };
    this.samples.push(sample);
    this.samples.splice(0, this.samples.length - keptSamples);
    return sample;
  }

  private async loadOf(worker: LocalService['workers'][number]): Promise<WorkerLoad> {
    const { name, queue, deadLetterQueue, target, mapping } = worker;
    const [depth, deadLetters] = await Promise.all([queue.depth(), deadLetterQueue?.depth()]);
    const { reservedConcurrency } = target;
    const totals = [target.label, queue.name, name].map((key) => this.totals.get(key) ?? nothing).reduce(sum);
    return {
      name,
      ...totals,
      waiting: depth.visible,
      inFlight: depth.inFlight,
      deadLetters: deadLetters ? deadLetters.visible + deadLetters.inFlight : 0,
      concurrency: target.takeMostConcurrency(),
      maximumConcurrency: mapping.maximumConcurrency,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
    };
  }

  private readLine({ line }: Extract<LocalEvent, { type: 'log' }>): void {
    if (isMetricsLine(line)) {
      const { worker, messages } = processedMessages(line);
      this.add(worker, { processed: messages });
    }
  }

  private add(key: string, some: Partial<WorkerTotals>): void {
    this.totals.set(key, sum(this.totals.get(key) ?? nothing, { ...nothing, ...some }));
  }
}

function sum(one: WorkerTotals, other: WorkerTotals): WorkerTotals {
  return {
    invocations: one.invocations + other.invocations,
    errors: one.errors + other.errors,
    throttles: one.throttles + other.throttles,
    deleted: one.deleted + other.deleted,
    processed: one.processed + other.processed,
  };
}
