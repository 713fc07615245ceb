import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pemOf, setting } from './settings.mjs';
import { devicesOfThread } from './threads.mjs';

/**
 * The devices of SPILLWAY_LOADTEST_DEVICES, a directory with a folder for each, as `register-device` writes it.
 *
 * @param {number} wanted connections that the load test takes; a certificate is good for one at a time
 * @throws Error when there is none
 */
export async function findDevices(wanted) {
  const directory = setting('DEVICES') ?? fileURLToPath(new URL('../devices', import.meta.url));
  const folders = existsSync(directory) ? readdirSync(directory).filter(isRegistered(directory)) : [];
  if (folders.length === 0) {
    throw new Error(`${directory} holds no device; make some with the script "register-device"`);
  }
  if (folders.length < wanted) {
    console.error(`${folders.length} devices send what the plan has for ${wanted}; each at most 100 messages/s`);
  }
  return devicesOfThread(folders, wanted).map((name) => readDevice(join(directory, name)));
}

/** A claim certificate lies beside those of devices, and may not publish. */
function isRegistered(directory) {
  return (name) => existsSync(join(directory, name, 'device.json'));
}

function readDevice(folder) {
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  const { thingName, certificateId, certificateAuthority } = JSON.parse(read('device.json'));
  const tls = { cert: read('certificate.pem'), key: read('private-key.pem'), ca: pemOf('AUTHORITY') ?? certificateAuthority };
  return { thingName, certificateId, tls };
}
