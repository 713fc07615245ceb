import type { DataDirectory } from './data-directory';
import type { KeptMessage, PlaceOf } from './journal-entry';
import type { JournalRecorder } from './journal-recorder';
import { MessageJournal } from './message-journal';
import { restoreMessages } from './restore-messages';
import type { Report } from '../local-event';
import type { JsonService } from '../services/aws-json';
import type { QueueSettings } from '../template/queues';

export interface KeepMessagesOptions {
  readonly data: DataDirectory;
  readonly recorder: JournalRecorder;
  readonly sqs: JsonService;
  /** The queues, which exist already and which nobody uses yet. */
  readonly queues: readonly QueueSettings[];
  readonly report: Report;
}

/**
 * Fills the queues with what an earlier run left in them, and writes down what happens to them from now on. Messages of a
 * queue that the template does not have any more stay in the journal.
 *
 * @throws SpillwayError `data-directory-unusable`
 */
export async function keepMessages(options: KeepMessagesOptions): Promise<void> {
  const { data, recorder, queues } = options;
  const { journal, kept } = MessageJournal.open({ file: data.messagesFile, placeOf: placesIn(queues) });
  try {
    for (const [queue, messages] of byQueue(kept)) {
      await restoreQueue(queue, messages, options);
    }
  } catch (error) {
    journal.close();
    throw error;
  }
  recorder.start(journal);
}

async function restoreQueue(
  name: string,
  messages: readonly KeptMessage[],
  { data, recorder, sqs, queues, report }: KeepMessagesOptions,
): Promise<void> {
  const queue = queues.find((candidate) => candidate.name === name);
  if (queue) {
    await restoreMessages({ sqs, queue, messages, recorder });
    report({ type: 'restored', queue: name, messages: messages.length });
  } else {
    const reason = `the template does not have queue ${name} any more`;
    report({ type: 'problem', message: `${messages.length} messages stay in ${data.messagesFile}: ${reason}` });
  }
}

function byQueue(messages: readonly KeptMessage[]): ReadonlyMap<string, readonly KeptMessage[]> {
  const queues = new Map<string, KeptMessage[]>();
  for (const message of messages) {
    const list = queues.get(message.queue) ?? [];
    queues.set(message.queue, list);
    list.push(message);
  }
  return queues;
}

/** A message goes to the dead-letter queue at the receive after the last; here, as soon as it has had the last. */
function placesIn(queues: readonly QueueSettings[]): PlaceOf {
  const byName = new Map(queues.map((queue) => [queue.name, queue]));
  return (name, receives) => {
    const { deadLetterQueueArn, maxReceiveCount = Infinity } = byName.get(name) ?? {};
    return deadLetterQueueArn !== undefined && receives >= maxReceiveCount
      ? deadLetterQueueArn.split(':').at(-1)!
      : name;
  };
}
