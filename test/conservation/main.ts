import { parseArgs } from 'node:util';
import { conserve } from './conserve';

const chances = { crash: 0.0015, throw: 0.003, hang: 0.0005 };

/** `npm run conservation -- --messages 100000 --seed 1`: exit code 1 when a message is not where it should be. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { messages: { type: 'string' }, seed: { type: 'string' } } });
  const messages = Number(values.messages ?? 100_000);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  console.log(`${messages} messages, seed ${seed}; of each message and receive: ${JSON.stringify(chances)}`);
  const start = performance.now();
  const found = await conserve({
    messages,
    seed,
    chances,
    patienceMs: 20 * 60_000,
    onProgress: (text) => console.log(`  ${text}`),
  });
  const { accepted, processed, dead, queued, poison, failures, repeated, differences } = found;
  const { crashed, threw, timedOut } = failures;
  console.log(`accepted ${accepted} through the API, of which ${poison} are poison`);
  console.log(
    `invocations: ${crashed} crashed, ${threw} threw, ${timedOut} timed out; ${repeated} messages were done again`,
  );
  console.log(`processed ${processed} + dead letters ${dead} + still queued ${queued} = ${processed + dead + queued}`);
  console.log(`${((performance.now() - start) / 1000).toFixed(0)} s`);
  differences.forEach((difference) => console.error(difference));
  const isRight = differences.length === 0 && accepted === messages && processed + dead + queued === accepted;
  console.log(isRight ? 'nothing is lost' : 'this does not add up');
  return isRight ? 0 : 1;
}

void main().then((code) => (process.exitCode = code));
