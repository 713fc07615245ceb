import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
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
const deploySteps = () => readJson<{ tasks: { deploy: { steps: object[] } } }>('.projen/tasks.json').tasks.deploy.steps;

describe('a written project', () => {
  it('checks the domain before it deploys, and keeps keys out of git, with X.509', () => {
    write({ auth: 'x509' });
    expect(deploySteps().slice(0, 2)).toEqual([{ exec: 'tsx scripts/check-domain.ts' }, { spawn: 'preflight' }]);
    expect(readFileSync(join(outdir, '.gitignore'), 'utf8')).toMatch(/^\*\.key$/m);
    expect(dependencies('devDependencies')).toContain('@peculiar/x509');
  });

  it('has none of that with SigV4', () => {
    write({ auth: 'sigv4' });
    expect(deploySteps()).toHaveLength(2);
    expect(readFileSync(join(outdir, '.gitignore'), 'utf8')).not.toMatch(/key/);
    expect(dependencies('devDependencies')).not.toContain('@peculiar/x509');
  });

  it('compares the account with the plan before it deploys', () => {
    write({});
    expect(deploySteps()[0]).toEqual({ spawn: 'preflight' });
    const { preflight } = readJson<{ tasks: { preflight: object } }>('.projen/tasks.json').tasks;
    expect(preflight).toMatchObject({ steps: [{ exec: 'spillway account', receiveArgs: true }] });
    expect(readJson<{ scripts: object }>('package.json').scripts).toHaveProperty('preflight');
  });

  it.each([
    [{ api: 'rest-sqs', auth: 'sigv4' }, true],
    [{ api: 'rest-sqs', auth: 'x509' }, true],
    [{ api: 'graphql', auth: 'x509' }, true],
    [{ api: 'graphql', auth: 'sigv4' }, false],
    [{ api: 'iot', auth: 'sigv4' }, false],
  ])('brings the clients that the comparison loads: %j', (answers, hasApiGateway) => {
    write(answers);
    const clients = ['client-lambda', 'client-service-quotas', 'client-cloudformation'].map(
      (name) => `@aws-sdk/${name}`,
    );
    expect(dependencies('devDependencies')).toEqual(expect.arrayContaining(clients));
    expect(dependencies('devDependencies').includes('@aws-sdk/client-api-gateway')).toBe(hasApiGateway);
    expect(planConcurrency(specOf(answers)).api !== undefined).toBe(hasApiGateway);
  });

  it('lists what both the handlers and the clients import once, where the handlers need it', () => {
    write({ auth: 'x509', downstream: 'http' });
    expect(dependencies('dependencies')).toEqual(expect.arrayContaining(['undici', '@aws-sdk/client-secrets-manager']));
    expect(dependencies('devDependencies')).not.toContain('undici');
  });
});
