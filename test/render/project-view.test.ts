import { describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { projectView } from '../../src/render/project-view';
import type { Answers } from '../../src/spec/service-spec';
import { specOf } from '../valid-answers';

function viewOf(answers: Answers) {
  const spec = specOf(answers);
  return projectView(spec, planConcurrency(spec), '1.2.3');
}

describe('projectView', () => {
  it.each([
    [{}, /account can hold the reservation\.$/, /stays below the reservation/],
    [{ concurrencyBudget: 2 }, /account can hold the reservation\.$/, /no maximum is above its reservation/],
    [{ reservation: 'cap-only' }, /and nothing is reserved\.$/, /although nothing is reserved/],
  ])('says of %j only what holds for its reservation', (answers, allClear, maximumRule) => {
    const view = viewOf(answers);
    expect(view.allClear).toMatch(allClear);
    expect(view.maximumRule).toMatch(maximumRule);
  });
});
