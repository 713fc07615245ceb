import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DeviceCredentials } from '../clients/device-credentials';
import { writePrivateFile } from './private-file';

/** @throws Error when a device is there already: its key exists nowhere else */
export function checkIsNew(directory: string): void {
  if (existsSync(directory)) {
    throw new Error(`${directory} exists; a key is never overwritten`);
  }
}

/** Writes what a device needs into a new folder; nobody but its owner may read the key. */
export function writeDevice(directory: string, device: DeviceCredentials): void {
  const { certificate, privateKey, ...description } = device;
  mkdirSync(dirname(directory), { recursive: true });
  mkdirSync(directory, { mode: 0o700 }); // throws when it exists
  writePrivateFile(join(directory, 'private-key.pem'), privateKey);
  writePrivateFile(join(directory, 'certificate.pem'), certificate);
  writePrivateFile(join(directory, 'device.json'), `${JSON.stringify(description, undefined, 2)}\n`);
}
