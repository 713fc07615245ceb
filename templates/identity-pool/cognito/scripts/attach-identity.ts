import { IoTClient } from '@aws-sdk/client-iot';
import { region } from '../src/spillway/service';
import { type AttachOptions, parseAttachOptions, usage } from './attach-options';
import { attachIdentity } from './identity-attachment';

/** Exit codes: 0 attached (or nothing done on a dry run), 1 failed, 2 wrong arguments. */
async function main(): Promise<void> {
  let options: AttachOptions;
  try {
    options = parseAttachOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`attach-identity: ${messageOf(error)}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  try {
    await attachIdentity(options, { iot: new IoTClient({ region }), print: console.log });
  } catch (error) {
    console.error(`attach-identity: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

void main();
