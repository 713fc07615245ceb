/** What SendMessage was asked to take, without the queue. */
export interface SentInput {
  readonly MessageBody: string;
  readonly MessageAttributes?: object;
  readonly MessageSystemAttributes?: object;
  readonly DelaySeconds?: number;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
}

/** A message that a queue took. */
export interface KeptMessage {
  /** The id that whoever sent it was told. */
  readonly id: string;
  /** Name of the queue that it is in. */
  readonly queue: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** How often it was received. */
  readonly receives: number;
  readonly input: SentInput;
}

/** One line of the journal. */
export type JournalEntry =
  | { readonly sent: KeptMessage }
  | { readonly received: readonly string[]; readonly queue: string }
  | { readonly deleted: readonly string[] }
  | { readonly purged: string };

/** The queue that a message is in after so many receives: the queue does not tell when it gives up on one. */
export type PlaceOf = (queue: string, receives: number) => string;
