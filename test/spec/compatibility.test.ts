import { describe, expect, it } from 'vitest';
import { SpillwayService } from '../../src/projen/spillway-service';
import { checkAnswer, parseSpec } from '../../src/spec/parse-spec';
import type { Answers } from '../../src/spec/service-spec';
import { leastAnswers } from '../valid-answers';

const cases: readonly (readonly [given: Answers, reason: RegExp])[] = [
  [{ api: 'rest-sqs' }, /a REST API answers a request once/],
  [{ api: 'graphql', auth: 'x509' }, /AppSync takes no client certificates/],
];

describe.each(cases)('subscription with %j', (given, reason) => {
  const answers = { ...leastAnswers, ...given, response: 'subscription' };
  const problem = { code: 'incompatible-choice', path: 'response', message: expect.stringMatching(reason) };

  it('is refused with the reason, and with what would do', () => {
    const parsed = parseSpec(answers);
    expect('problems' in parsed && parsed.problems).toEqual([
      expect.objectContaining({ ...problem, hint: expect.stringContaining('"polling"') }),
    ]);
  });

  it('is refused at the prompt, as soon as it is chosen', () => {
    expect(checkAnswer(given, 'response', 'subscription')).toEqual([expect.objectContaining(problem)]);
  });

  it('is refused in .projenrc.ts', () => {
    expect(() => new SpillwayService(answers as never)).toThrow(reason);
  });
});
