import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one run of a command took. */
export interface Measurement {
  readonly seconds: number;
  /** Peak memory of the largest Node process in it. */
  readonly peakMb: number;
}

export interface Command {
  readonly line: string;
  readonly cwd: string;
}

/** Runs shell commands one after another, from a user's surroundings. */
export function measure(commands: readonly Command[]): Measurement {
  const reports = mkdtempSync(join(tmpdir(), 'spillway-bench-memory-'));
  const reporter = join(__dirname, 'report-memory.cjs');
  const env = { ...userEnvironment(), NODE_OPTIONS: `--require ${reporter}`, SPILLWAY_BENCH_REPORTS: reports };
  const start = performance.now();
  for (const { line, cwd } of commands) {
    const { status, stdout, stderr } = spawnSync(line, { cwd, env, shell: true, encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`${line} ended with ${status}\n${stdout}\n${stderr}`);
    }
  }
  const seconds = (performance.now() - start) / 1000;
  const peaks = readdirSync(reports).map((file) => Number(readFileSync(join(reports, file), 'utf8')));
  rmSync(reports, { recursive: true });
  return { seconds, peakMb: Math.max(...peaks) / 1024 };
}

/** Without what npm or a CI adds. */
export function userEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|CI$)/.test(name)));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
