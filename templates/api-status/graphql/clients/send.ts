import { parseMessageArgument } from './message-argument';
import { openClient } from './open-client';
import { submit } from './submit';
import { waitForResult } from './wait-for-result';

/** Sends one message to the deployed service and prints what came of it. */
async function main(): Promise<void> {
  const { worker, payload } = parseMessageArgument(process.argv.slice(2));
  const client = await openClient();
  const id = await submit(client, worker, payload);
  console.error(`accepted as ${id}`);
  console.log(JSON.stringify(await waitForResult(client, worker, id)));
}

main().catch((error: unknown) => {
  console.error(`send: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
