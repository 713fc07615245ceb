import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeService } from '../../src/projen/create-service';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

let outdir: string;

beforeEach(() => (outdir = mkdtempSync(join(tmpdir(), 'spillway-test-'))));
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

function write(answers: Answers): void {
  writeService(specOf(answers), { outdir, spillwayVersion: '^0.1.0' });
}

const readJson = <T>(path: string) => JSON.parse(readFileSync(join(outdir, path), 'utf8')) as T;
const dependencies = (kind: 'dependencies' | 'devDependencies') =>
  Object.keys(readJson<Record<typeof kind, Record<string, string>>>('package.json')[kind]);
const deploySteps = () =>
  readJson<{ tasks: { deploy: { steps: { exec?: string }[] } } }>('.projen/tasks.json').tasks.deploy.steps;

describe('a written project', () => {
  it('checks the domain before it deploys, and keeps keys out of git, with X.509', () => {
    write({ auth: 'x509' });
    expect(deploySteps()[0]).toEqual({ exec: 'tsx scripts/check-domain.ts' });
    expect(readFileSync(join(outdir, '.gitignore'), 'utf8')).toMatch(/^\*\.key$/m);
    expect(dependencies('devDependencies')).toContain('@peculiar/x509');
  });

  it('has none of that with SigV4', () => {
    write({ auth: 'sigv4' });
    expect(deploySteps()).toHaveLength(1);
    expect(readFileSync(join(outdir, '.gitignore'), 'utf8')).not.toMatch(/key/);
    expect(dependencies('devDependencies')).not.toContain('@peculiar/x509');
  });

  it('lists what both the handlers and the clients import once, where the handlers need it', () => {
    write({ auth: 'x509', downstream: 'http' });
    expect(dependencies('dependencies')).toEqual(expect.arrayContaining(['undici', '@aws-sdk/client-secrets-manager']));
    expect(dependencies('devDependencies')).not.toContain('undici');
  });
});
