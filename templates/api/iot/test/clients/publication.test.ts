import { expect, test } from 'vitest';
import { encodePublication } from '../../clients/publication';
import { type WorkerName, workers } from '../../src/spillway/concurrency';
import { serviceName } from '../../src/spillway/service';

const [worker = ''] = Object.keys(workers) as WorkerName[];

test('goes to the topic of the worker and the device', () => {
  expect(encodePublication('sensor-1', { worker: worker as WorkerName, payload: {} }).topic).toBe(
    `${serviceName}/${worker}/sensor-1`,
  );
});

test('carries the id that was given, or a new one', () => {
  const publication = { worker: worker as WorkerName, payload: { celsius: 1 } };
  const { body, messageId } = encodePublication('sensor-1', { ...publication, messageId: 'm-1' });
  expect([JSON.parse(body), messageId]).toEqual([{ celsius: 1, messageId: 'm-1' }, 'm-1']);
  const [first, second] = [encodePublication('sensor-1', publication), encodePublication('sensor-1', publication)];
  expect(first.messageId).not.toBe(second.messageId);
});

test('is refused before it is sent when it is too large', () => {
  const payload = { text: 'ü'.repeat(66_000) };
  expect(() => encodePublication('sensor-1', { worker: worker as WorkerName, payload })).toThrow(/132\d\d\d bytes/);
});
