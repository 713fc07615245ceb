import { randomUUID } from 'node:crypto';
import type { WorkerName } from '../src/spillway/concurrency';
import { serviceName } from '../src/spillway/service';
import { deviceTopic } from '../src/spillway/topics';

/** Bytes that a message may have (general/latest/gr/iot-core.html). */
const maxBytes = 128 * 1024;

/** A message from a device to a worker. */
export interface Publication {
  readonly worker: WorkerName;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Give the same one to send the same message again: the worker then handles it once. Made anew when left out. */
  readonly messageId?: string;
}

/** A publication as it is sent. */
export interface EncodedPublication {
  readonly topic: string;
  readonly body: string;
  readonly messageId: string;
}

/**
 * Addresses a publication and puts its id where the worker looks for it.
 *
 * @param device name under which the device proves itself
 * @throws RangeError when AWS IoT Core would not take it
 */
export function encodePublication(device: string, publication: Publication): EncodedPublication {
  const { worker, payload, messageId = randomUUID() } = publication;
  const body = JSON.stringify({ ...payload, messageId });
  const bytes = Buffer.byteLength(body);
  if (bytes > maxBytes) {
    throw new RangeError(`the message has ${bytes} bytes; AWS IoT Core takes at most ${maxBytes}`);
  }
  return { topic: deviceTopic({ service: serviceName, worker, device }), body, messageId };
}
