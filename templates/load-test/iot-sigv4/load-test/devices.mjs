import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { region } from './service.mjs';
import { pemOf, setting } from './settings.mjs';
import { devicesOfThread } from './threads.mjs';

/** Key of the session tag that holds the name of a device. */
const deviceTag = 'DeviceId';

/**
 * The devices that send: those of SPILLWAY_LOADTEST_DEVICES, a directory with a folder for each, as the local run makes it;
 * otherwise sessions of the role SPILLWAY_LOADTEST_DEVICE_ROLE, each tagged with a name made up here.
 *
 * @param {number} wanted connections that the load test takes
 * @throws Error when nothing says which devices there are
 */
export async function findDevices(wanted) {
  const directory = setting('DEVICES');
  const roleArn = setting('DEVICE_ROLE');
  if (directory !== undefined) {
    return storedDevices(directory, wanted);
  }
  if (roleArn === undefined) {
    throw new Error('set SPILLWAY_LOADTEST_DEVICE_ROLE to the output DeviceRoleArn of the stack');
  }
  const run = randomBytes(4).toString('hex'); // so that two senders never use one client id
  return Array.from({ length: wanted }, (_, index) => sessionOf(roleArn, `load-test-${run}-${index + 1}`));
}

function sessionOf(roleArn, device) {
  const credentials = fromTemporaryCredentials({
    masterCredentials: fromNodeProviderChain(),
    clientConfig: { region: setting('REGION') ?? region },
    params: { RoleArn: roleArn, RoleSessionName: device, Tags: [{ Key: deviceTag, Value: device }] },
  });
  return { name: device, credentials: remembered(credentials), certificateAuthority: pemOf('AUTHORITY') };
}

/** ms before their end at which credentials are asked for anew. */
const marginMs = 5 * 60_000;

function remembered(provide) {
  let current;
  return async () => {
    if (current === undefined || (current.expiration?.getTime() ?? Infinity) - Date.now() < marginMs) {
      current = await provide();
    }
    return current;
  };
}

function storedDevices(directory, wanted) {
  const files = readdirSync(directory)
    .map((name) => join(directory, name, 'device.json'))
    .filter((file) => existsSync(file));
  if (files.length === 0) {
    throw new Error(`${directory} holds no device; start the local run first`);
  }
  if (files.length < wanted) {
    console.error(`${files.length} devices send what the plan has for ${wanted}; each at most 100 messages/s`);
  }
  return devicesOfThread(files, wanted).map((file) => {
    const { device: name, credentials, certificateAuthority } = JSON.parse(readFileSync(file, 'utf8'));
    return { name, credentials: async () => credentials, certificateAuthority: pemOf('AUTHORITY') ?? certificateAuthority };
  });
}
