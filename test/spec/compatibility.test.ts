import { describe, expect, it } from 'vitest';
import { SpillwayService } from '../../src/projen/spillway-service';
import { impossiblePairs } from '../../src/spec/compatibility';
import { checkAnswer, parseSpec } from '../../src/spec/parse-spec';
import { leastAnswers } from '../valid-answers';

describe.each(impossiblePairs)(
  '$answers.0.value with $answers.1.value',
  ({ answers: [first, second], reason, hint }) => {
    const both = { ...leastAnswers, [first.field]: first.value, [second.field]: second.value };
    const problem = { code: 'incompatible-choice', path: second.field, hint };

    it('is refused with the reason', () => {
      const parsed = parseSpec(both);
      const problems = 'problems' in parsed ? parsed.problems : [];
      expect(problems).toContainEqual(expect.objectContaining(problem));
      expect(problems.map(({ message }) => message)).toContainEqual(expect.stringContaining(reason));
    });

    it('is refused at the prompt, as soon as the second is chosen', () => {
      const problems = checkAnswer({ [first.field]: first.value }, second.field, second.value);
      expect(problems).toContainEqual(expect.objectContaining(problem));
    });

    it('is refused in .projenrc.ts', () => {
      expect(() => new SpillwayService(both as never)).toThrow(reason);
    });
  },
);
