import { parseMessageArgument } from './message-argument';
import { openClient } from './open-client';
import { submit } from './submit';

/** Sends one message to the deployed service and prints its id. */
async function main(): Promise<void> {
  const { worker, payload } = parseMessageArgument(process.argv.slice(2));
  console.log(await submit(await openClient(), worker, payload));
}

main().catch((error: unknown) => {
  console.error(`send: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
