/** One message, as the front door accepted it. */
export interface Message {
  /** The id that the caller was given; it stays the same through retries and redrives. */
  readonly id: string;
  /** Who sent it, as the front door authenticated the caller. */
  readonly principal: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** How often SQS has delivered it, this time included. */
  readonly receiveCount: number;
}
