import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { summarizeFiles } from '../../src/cli/file-summary';
import { summarizePlan } from '../../src/cli/plan-summary';
import { packageRoot } from '../../src/package-info';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { pathsOf } from '../../src/projen/create-service';
import { specOf } from '../valid-answers';

const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
/** What the session answers. */
const spec = specOf({
  name: 'my-shop',
  workers: ['orders=2', 'audit'],
  durationMs: 250,
  region: 'eu-west-1',
});

describe('the session in the README', () => {
  it('lists the files that are written', () => {
    expect(readme).toContain(summarizeFiles(pathsOf(spec)));
  });

  it('shows the plan', () => {
    expect(readme).toContain(summarizePlan(planConcurrency(spec)));
  });
});
