/** One message, as the rule took it from a device. */
export interface Message {
  /**
   * Made of the device and the "messageId" in its payload, or by the rule where there is none. It stays the same through
   * retries and redrives.
   */
  readonly id: string;
  /** The credentials that the device published with, as AWS IoT Core names them. */
  readonly principal: string;
  /** Name of the device: the last level of the topic, on which no other device may publish. */
  readonly device: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** How often SQS has delivered it, this time included. */
  readonly receiveCount: number;
}
