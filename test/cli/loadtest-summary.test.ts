import { describe, expect, it } from 'vitest';
import { fakeTerminal } from './fake-terminal';
import { summarizeLoadTest } from '../../src/cli/loadtest-summary';
import { buildReport } from '../../src/loadtest/report';
import { loadProfiles } from '../../src/plan/load-profiles';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { runWith } from '../loadtest/runs';
import { specOf } from '../valid-answers';

describe('summarizeLoadTest', () => {
  it('says of each mark what was measured and what was asked for', () => {
    const spec = specOf({ workers: [{ name: 'orders', weight: 1 }] });
    const profile = {
      ...loadProfiles(spec, planConcurrency(spec))[0]!,
      marks: [
        { id: 'throttles', worker: 'orders', comparison: 'at-most', limit: 0, unit: 'invocations', why: '' },
        { id: 'acceptance-p95', comparison: 'at-most', limit: 300, unit: 'ms', why: '' },
        { id: 'account-headroom', comparison: 'at-least', limit: 900, unit: 'concurrent executions', why: '' },
      ],
    } as const;
    const target = { kind: 'local', url: 'http://127.0.0.1:1/', region: 'eu-west-1' } as const;
    const run = runWith({ worker: { throttles: 12 }, sent: { acceptanceMs: undefined } });
    const report = buildReport({ service: 'shop', profile, target, run });
    expect(summarizeLoadTest(report, fakeTerminal().style)).toBe(
      `shop, load test "smoke": 100 sent, 100 accepted, 0 refused, 0 failed
  missed  throttles of orders            12  at most 0 invocations
  missed  acceptance-p95       not measured  at most 300 ms
  met     account-headroom              992  at least 900 concurrent executions`,
    );
  });
});
