import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cdk, cdkBuild, emptyDirectory, projen, spillway, spillwayBuild, type Contestant } from './contestants';
import { ledgers } from './ledger-contestants';
import { benchLocalRun } from './local-bench';
import { measure, median, type Measurement } from './measure';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    'build-runs': { type: 'string', default: '3' },
    'local-runs': { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});

/** Runs contestants in turn, so that whatever else the machine does meets all of them. */
function compete(workspace: string, contestants: readonly Contestant[], runs: number): Map<Contestant, Measurement[]> {
  const results = new Map<Contestant, Measurement[]>(contestants.map((contestant) => [contestant, []]));
  for (let run = 0; run < runs; run++) {
    for (const [contestant, measurements] of results) {
      const directory = emptyDirectory(workspace, `run${run}-${contestants.indexOf(contestant)}`);
      measurements.push(measure(contestant.write(directory)));
      rmSync(directory, { recursive: true, force: true });
    }
  }
  return results;
}

/** Prints each contestant's medians, and the first one's time as a ratio to the others'. */
function report(results: ReadonlyMap<Contestant, Measurement[]>, goals: ReadonlyMap<Contestant, number>): void {
  const seconds = (contestant: Contestant) => median(results.get(contestant)!.map((result) => result.seconds));
  const [first] = results.keys();
  for (const [contestant, measurements] of results) {
    const peak = median(measurements.map(({ peakMb }) => peakMb));
    const goal = goals.get(contestant);
    const ratio = (seconds(first!) / seconds(contestant)).toFixed(2);
    const comparison = goal === undefined ? '' : `  ratio ${ratio} (goal: at most ${goal})`;
    console.log(
      `${seconds(contestant).toFixed(2).padStart(7)} s ${peak.toFixed(0).padStart(5)} MB  ${contestant.name}${comparison}`,
    );
  }
}

function benchWriting(workspace: string): void {
  console.log(`\nWriting a project, medians of ${options.runs} runs in turn:`);
  const goals = new Map([
    [projen, 0.75],
    [cdk, 0.6],
  ]);
  report(compete(workspace, [spillway, projen, cdk], Number(options.runs)), goals);
}

function benchLedger(workspace: string): void {
  const [large, small] = ledgers(workspace, [10_000, 1000]) as [Contestant, Contestant];
  console.log(`\nSumming services, medians of ${options.runs} runs in turn (goal: under 1 s, and linear):`);
  report(compete(workspace, [large, small], Number(options.runs)), new Map([[small, 10]]));
}

function benchBuild(workspace: string): void {
  console.log(`\nFrom nothing to a green build, medians of ${options['build-runs']} runs in turn:`);
  report(compete(workspace, [spillwayBuild, cdkBuild], Number(options['build-runs'])), new Map([[cdkBuild, 1]]));
}

const sections: Readonly<Record<string, (workspace: string) => void | Promise<void>>> = {
  writing: benchWriting,
  ledger: benchLedger,
  build: benchBuild,
  local: (workspace) => benchLocalRun(workspace, Number(options['local-runs'])),
};

/** Installs Spillway as a user would. */
function install(workspace: string): void {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', workspace], { stdio: 'ignore' });
  const tarball = join(
    workspace,
    readdirSync(workspace).find((name) => name.endsWith('.tgz'))!,
  );
  console.log(`${(statSync(tarball).size / 1e6).toFixed(2)} MB tarball (goal: under 3 MB)`);
  writeFileSync(join(workspace, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', tarball, 'projen@0.103.25', 'aws-cdk@2.1148.1'], { cwd: workspace, stdio: 'ignore' });
}

async function main(): Promise<void> {
  const chosen = Object.entries(sections).filter(([name]) => options.only === undefined || options.only === name);
  if (chosen.length === 0) {
    throw new Error(`no section "${options.only}"; give one of ${Object.keys(sections).join(', ')}`);
  }
  const workspace = mkdtempSync(join(tmpdir(), 'spillway-bench-'));
  try {
    install(workspace);
    for (const [, section] of chosen) {
      await section(workspace);
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

void main();
