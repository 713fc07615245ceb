import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDeviceCredentials } from '../../clients/device-credentials';
import { checkIsNew, writeDevice } from '../../scripts/device-files';

let directory: string;

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'devices-')), 'sensor-1');
});

afterEach(() => rmSync(join(directory, '..'), { recursive: true, force: true }));

const device = {
  endpoint: 'endpoint',
  thingName: 'sensor-1',
  certificateId: 'c1',
  certificate: 'certificate',
  privateKey: 'key',
};

test('writes files that only their owner can read', () => {
  writeDevice(directory, device);
  const names = readdirSync(directory);
  expect(names.sort()).toEqual(['certificate.pem', 'device.json', 'private-key.pem']);
  expect(names.map((name) => statSync(join(directory, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
});

test('writes what a client reads', () => {
  writeDevice(directory, device);
  expect(readDeviceCredentials(directory)).toEqual(device);
});

test('never overwrites a key', () => {
  writeDevice(directory, device);
  expect(() => writeDevice(directory, { ...device, privateKey: 'another' })).toThrow();
  expect(() => checkIsNew(directory)).toThrow('never overwritten');
  expect(readFileSync(join(directory, 'private-key.pem'), 'utf8')).toBe('key');
});
