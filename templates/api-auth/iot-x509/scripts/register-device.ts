import { join } from 'node:path';
import { IoTClient } from '@aws-sdk/client-iot';
import { region } from '../src/spillway/service';
import { checkIsNew, writeDevice } from './device-files';
import { registerDevice } from './device-registration';
import { printingClient } from './printing-client';
import { parseRegisterOptions, type RegisterOptions, usage } from './register-options';

/** Where the credentials of registered devices go. */
const devicesDirectory = join(__dirname, '../devices');

/** Exit codes: 0 registered (or nothing done on a dry run), 1 failed, 2 wrong arguments. */
async function main(): Promise<void> {
  let options: RegisterOptions;
  try {
    options = parseRegisterOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`register-device: ${messageOf(error)}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  try {
    await register(options);
  } catch (error) {
    console.error(`register-device: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

async function register({ thingName, dryRun }: RegisterOptions): Promise<void> {
  const directory = join(devicesDirectory, thingName);
  checkIsNew(directory);
  if (dryRun) {
    await registerDevice(thingName, {
      iot: printingClient(console.log),
      store: () => console.log(`write ${directory}`),
    });
    return;
  }
  const iot = new IoTClient({ region });
  await registerDevice(thingName, { iot, store: (device) => writeDevice(directory, device) });
  console.log(`${thingName} may connect; its certificate and key are in ${directory}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

void main();
