import { describe, expect, it } from 'vitest';
import { assertRunnable, engineArguments } from '../../src/loadtest/engine-arguments';

const phases = [
  { name: 'rise', durationSeconds: 10, startRatePerSecond: 300, endRatePerSecond: 900 },
  { name: 'hold', durationSeconds: 120, startRatePerSecond: 900, endRatePerSecond: 900 },
];
const run = { profile: { name: 'burst', phases }, outputFile: 'engine.json' } as const;
const machines = { on: 'fargate', count: 3, region: 'eu-west-1' } as const;

describe('engineArguments', () => {
  it('runs a profile from here', () => {
    expect(engineArguments(run)).toEqual([
      'run',
      '--quiet',
      '--environment',
      'burst',
      '--output',
      'engine.json',
      'scenario.yml',
    ]);
  });

  it('gives each machine its part of the load', () => {
    const args = engineArguments({ ...run, machines });
    expect(args.slice(0, 2)).toEqual(['run-fargate', '--quiet']);
    expect(args.join(' ')).toContain('--count 3 --region eu-west-1 --dotenv .env.loadtest');
    expect(args.slice(-3)).toEqual(['--packages', 'package.json', 'scenario.yml']);
    expect(JSON.parse(args[args.indexOf('--overrides') + 1]!)).toEqual({
      config: {
        phases: [
          { name: 'rise', duration: 10, arrivalRate: 100, rampTo: 300 },
          { name: 'hold', duration: 120, arrivalRate: 300 },
        ],
      },
    });
  });

  it('tells machines a number of messages where a rate cannot be shared in whole ones', () => {
    const steady = { name: 'hold', durationSeconds: 120, startRatePerSecond: 25, endRatePerSecond: 25 };
    const args = engineArguments({
      ...run,
      profile: { name: 'smoke', phases: [steady] },
      machines: { ...machines, count: 2 },
    });
    expect(JSON.parse(args[args.indexOf('--overrides') + 1]!)).toEqual({
      config: { phases: [{ name: 'hold', duration: 120, arrivalCount: 1500 }] },
    });
  });

  it('gives functions nothing that only containers take', () => {
    const args = engineArguments({ ...run, machines: { ...machines, on: 'lambda' } });
    expect(args[0]).toBe('run-lambda');
    expect(args).not.toContain('--packages');
  });
});

describe('assertRunnable', () => {
  const soak = { name: 'soak', phases: [{ ...phases[1]!, durationSeconds: 3600 }] } as const;

  it('refuses functions what lasts longer than they do', () => {
    expect(() => assertRunnable(soak, { ...machines, on: 'lambda' })).toThrow(
      '"soak" lasts 3600 s, and a function at most 900',
    );
    expect(() => assertRunnable(soak, machines)).not.toThrow();
    expect(() => assertRunnable(run.profile, { ...machines, on: 'lambda' })).not.toThrow();
  });
});
