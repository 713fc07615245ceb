import type { LocalEvent, Report } from '../local-event';
import type { LocalService } from '../start-local-service';

/** What happened since the start. */
export interface Counters {
  readonly requests: number;
  readonly accepted: number;
  readonly invocations: number;
  readonly failures: number;
  readonly throttles: number;
  readonly coldStarts: number;
}

/** One worker at one moment. */
export interface WorkerSample {
  readonly name: string;
  readonly waiting: number;
  readonly inFlight: number;
  /** 0 where there is no dead-letter queue. */
  readonly deadLetters: number;
  readonly concurrency: number;
  readonly maximumConcurrency: number;
  /** Absent where nothing is reserved. */
  readonly reservedConcurrency?: number;
}

export interface Sample {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly counters: Counters;
  readonly workers: readonly WorkerSample[];
}

export interface RecordedError {
  readonly time: number;
  readonly where: string;
  readonly message: string;
}

/** Samples kept, one for each second: those of 15 minutes. */
const keptSamples = 900;
const keptErrors = 20;
const intervalMs = 1000;

/** Keeps what the status page shows. */
export class Recorder {
  readonly samples: Sample[] = [];
  readonly errors: RecordedError[] = [];
  private counters: Counters = { requests: 0, accepted: 0, invocations: 0, failures: 0, throttles: 0, coldStarts: 0 };
  private timer: NodeJS.Timeout | undefined;

  /** Is told of every event. */
  readonly record: Report = (event) => {
    this.counters = count(this.counters, event);
    const error = errorOf(event);
    if (error) {
      this.errors.unshift({ time: Date.now(), ...error });
      this.errors.splice(keptErrors);
    }
  };

  start(service: Pick<LocalService, 'workers'>): void {
    void this.takeSample(service); // a page that is opened at once has something to show
    this.timer = setInterval(() => void this.takeSample(service), intervalMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** The state right now, which also becomes a part of the charts. */
  async takeSample({ workers }: Pick<LocalService, 'workers'>): Promise<Sample> {
    const sample = { time: Date.now(), counters: this.counters, workers: await Promise.all(workers.map(sampleOf)) };
    this.samples.push(sample);
    this.samples.splice(0, this.samples.length - keptSamples);
    return sample;
  }
}

async function sampleOf(worker: LocalService['workers'][number]): Promise<WorkerSample> {
  const { name, queue, deadLetterQueue, target, mapping } = worker;
  const [depth, deadLetters] = await Promise.all([queue.depth(), deadLetterQueue?.depth()]);
  const { reservedConcurrency } = target;
  return {
    name,
    waiting: depth.visible,
    inFlight: depth.inFlight,
    deadLetters: deadLetters ? deadLetters.visible + deadLetters.inFlight : 0,
    concurrency: target.concurrency,
    maximumConcurrency: mapping.maximumConcurrency,
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
  };
}

function count(counters: Counters, event: LocalEvent): Counters {
  switch (event.type) {
    case 'request':
      return {
        ...counters,
        requests: counters.requests + 1,
        accepted: counters.accepted + Number(event.status === 202),
      };
    case 'accepted':
      return { ...counters, accepted: counters.accepted + 1 };
    case 'invocation':
      return {
        ...counters,
        invocations: counters.invocations + 1,
        failures: counters.failures + Number(event.outcome !== 'succeeded'),
        coldStarts: counters.coldStarts + Number(event.coldStartMs !== undefined),
      };
    case 'throttle':
      return { ...counters, throttles: counters.throttles + 1 };
    default:
      return counters;
  }
}

function errorOf(event: LocalEvent): Omit<RecordedError, 'time'> | undefined {
  if (event.type === 'invocation' && event.error !== undefined) {
    return { where: event.function, message: event.error.split('\n')[0]! };
  }
  if (event.type === 'problem') {
    return { where: 'local run', message: event.message };
  }
  return event.type === 'batch' && event.dropped
    ? {
        where: event.queue,
        message: `${event.messages} messages were throttled until their visibility timeout was over`,
      }
    : undefined;
}
