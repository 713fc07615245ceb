import { countMessages, findDeadLetterQueue, startMove, waitForMove } from './dead-letters';
import { parseRedriveOptions, type RedriveOptions, usage } from './redrive-options';

/** Exit codes: 0 moved (or nothing to move), 1 failed, 2 wrong arguments. */
async function main(): Promise<void> {
  let options: RedriveOptions;
  try {
    options = parseRedriveOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`redrive: ${messageOf(error)}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  try {
    await redrive(options);
  } catch (error) {
    console.error(`redrive: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

async function redrive({ workerName, maxPerSecond, dryRun }: RedriveOptions): Promise<void> {
  const queueArn = await findDeadLetterQueue(workerName);
  const waiting = await countMessages(queueArn);
  console.log(`${workerName}: about ${waiting} messages in ${queueArn}`);
  if (dryRun || waiting === 0) {
    return;
  }
  await startMove(queueArn, maxPerSecond);
  console.log(`moving at most ${maxPerSecond} messages per second`);
  await waitForMove(queueArn, (move) => {
    const total = move.ApproximateNumberOfMessagesToMove ?? waiting;
    console.log(`${move.Status}: ${move.ApproximateNumberOfMessagesMoved ?? 0} of about ${total} moved`);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

void main();
