import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/ledger/parse-manifest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { anySpec, specOf } from '../valid-answers';

const version = '0.1.0';
const spec = specOf();
const plan = planConcurrency(spec);
const manifest = { spillwayVersion: version, spec, plan, files: {} };

const problemsOf = (value: unknown) => {
  const parsed = parseManifest(value, version);
  return 'problems' in parsed ? parsed.problems.map(({ message }) => message) : [];
};

describe('parseManifest', () => {
  it('takes the numbers of every manifest that Spillway writes', () => {
    fc.assert(
      fc.property(anySpec, (any) => {
        const anyPlan = planConcurrency(any);
        const { totals, accountConcurrency, unreservedFloor, reservation } = anyPlan;
        expect(parseManifest({ ...manifest, spec: any, plan: anyPlan }, version)).toEqual({
          numbers: {
            name: any.name,
            region: any.region,
            accountConcurrency,
            unreservedFloor,
            reservation,
            reserved: totals.reserved,
            maximum: totals.maximum,
          },
        });
      }),
      { numRuns: 50 },
    );
  });

  it('says everything that is wrong at once, with the value', () => {
    const broken = {
      ...manifest,
      spec: { name: '../x', region: 7 },
      plan: { ...plan, reservation: 'auto', unreservedFloor: -1, totals: { reserved: 1.5 } },
    };
    expect(problemsOf(broken)).toEqual([
      '"spec.name" is "../x", not the name of a service',
      '"spec.region" is 7, not the name of an AWS Region',
      '"plan.unreservedFloor" is -1, not a whole number from 10 to 100000',
      '"plan.reservation" is "auto", not "reserve" or "cap-only"',
      '"plan.totals.reserved" is 1.5, not a whole number from 0 to 100000',
      '"plan.totals.maximum" is undefined, not a whole number from 0 to 100000',
    ]);
  });

  it.each([null, [], 'x', 3])('refuses %j', (value) => {
    expect(problemsOf(value)).toEqual([`${JSON.stringify(value)} is not a manifest`]);
  });

  it('takes nothing from a prototype', () => {
    const inherited = JSON.parse('{ "__proto__": { "plan": {} } }') as unknown;
    expect(problemsOf({ ...manifest, plan: inherited })).toHaveLength(5);
  });

  it('refuses a reservation of a service that says it has none', () => {
    const capped = { ...plan, reservation: 'cap-only' };
    expect(problemsOf({ ...manifest, plan: capped })).toEqual([expect.stringContaining('although')]);
  });

  it.each([
    ['0.1.0', '0.2.0', true],
    ['0.9.0', '1.0.0', true],
    ['1.4.0', '2.0.0', true],
    ['0.1.0', '0.1.9', false],
    ['1.4.0', '1.5.0', false],
    ['1.4.0', '0.9.0', false],
    ['2.0.0', '1.9.0', false],
  ])('of a program of %s, a manifest of %s is refused: %s', (ours, theirs, isRefused) => {
    const parsed = parseManifest({ ...manifest, spillwayVersion: theirs }, ours);
    expect('problems' in parsed ? parsed.problems : []).toEqual(
      isRefused ? [expect.objectContaining({ code: 'newer-manifest', message: expect.stringContaining(theirs) })] : [],
    );
  });
});
