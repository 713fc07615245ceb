import { setTimeout as sleep } from 'node:timers/promises';
import { api, connections, sendMessages, sqs, type Target } from './local-load';
import { type Handler, idleHandler, writeService, writtenHandler } from './local-project';
import { LocalRun } from './local-run';
import { median } from './measure';

/** Seconds before the memory is looked at, of load that does not count, and of load that does. */
const durations = { idle: 3, warmUp: 5, load: 8 };

interface Sample {
  readonly readySeconds: number;
  readonly idleMb: number;
  readonly perSecond: number;
}

/** One run, from its start to its end: what an earlier one left in the queue would slow the next one down. */
async function sample(project: string, target: Target): Promise<Sample> {
  const run = await LocalRun.start(project);
  try {
    await sleep(durations.idle * 1000);
    const idleMb = run.memoryMb();
    await sendMessages(target, run.description, durations.warmUp);
    return {
      readySeconds: run.readySeconds,
      idleMb,
      perSecond: await sendMessages(target, run.description, durations.load),
    };
  } finally {
    await run.stop();
  }
}

/** Both targets in turn, so that whatever else the machine does meets both. */
async function sampleInTurn(project: string, runs: number) {
  const samples = new Map<Target, Sample[]>([api, sqs].map((target) => [target, []]));
  for (let run = 0; run < runs; run++) {
    for (const [target, taken] of samples) {
      taken.push(await sample(project, target));
    }
  }
  return samples;
}

/** Measures what `spillway local` needs and takes. */
export async function benchLocalRun(workspace: string, runs: number): Promise<void> {
  console.log(`\nRunning a REST service locally, medians of ${runs} runs in turn, ${connections} connections:`);
  const idle = await compare(workspace, idleHandler, runs, ' (goal: at least 0.5)');
  const all = [...idle.values()].flat();
  const middle = (value: (sample: Sample) => number) => median(all.map(value));
  console.log(
    `${middle(({ readySeconds }) => readySeconds)
      .toFixed(2)
      .padStart(7)} s from a finished synth to ready (goal: at most 1.5 s)`,
  );
  console.log(
    `${middle(({ idleMb }) => idleMb)
      .toFixed(0)
      .padStart(7)} MB while nothing happens (goal: under 200 MB)`,
  );
  await compare(workspace, writtenHandler, runs, '');
}

async function compare(workspace: string, handler: Handler, runs: number, goal: string) {
  const project = writeService(workspace, handler, handler.code === undefined ? 'local-written' : 'local-idle');
  const samples = await sampleInTurn(project, runs);
  const perSecond = (target: Target) => median(samples.get(target)!.map((taken) => taken.perSecond));
  const ratio = (perSecond(api) / perSecond(sqs)).toFixed(2);
  const accepted = goal === '' ? '' : '  (goal: at least 2500)';
  console.log(`${perSecond(api).toFixed(0).padStart(7)} /s ${api.name}; ${handler.name}${accepted}`);
  console.log(`${perSecond(sqs).toFixed(0).padStart(7)} /s ${sqs.name}; ${handler.name}  ratio ${ratio}${goal}`);
  return samples;
}
