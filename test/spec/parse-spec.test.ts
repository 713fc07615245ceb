import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors';
import { checkAnswer, parseSpec } from '../../src/spec/parse-spec';
import { leastAnswers, specOf } from '../valid-answers';

function problemsOf(answers: unknown): readonly Problem[] {
  const parsed = parseSpec(answers);
  return 'problems' in parsed ? parsed.problems : [];
}

describe('parseSpec', () => {
  it('fills what was not answered with the defaults of the contract', () => {
    expect(specOf()).toEqual({
      name: 'order-intake',
      api: 'rest-sqs',
      auth: 'sigv4',
      response: 'polling',
      workers: [{ name: 'messages', weight: 1 }],
      peakRate: 100,
      durationMs: 200,
      handlerParallelism: 'sequential',
      ownFunctionsConcurrency: 0,
      concurrencyBudget: 100,
      accountConcurrency: 1000,
      unreservedFloor: 100,
      reservation: 'auto',
      downstream: 'none',
      region: 'us-east-1',
      packageManager: 'npm',
    });
  });

  it('takes workers as text and as objects, so that a spec can be given back as answers', () => {
    const spec = specOf({ workers: ['orders=2', 'audit', { name: 'mail', weight: 3 }] });
    expect(spec.workers).toEqual([
      { name: 'orders', weight: 2 },
      { name: 'audit', weight: 1 },
      { name: 'mail', weight: 3 },
    ]);
    expect(parseSpec(spec)).toEqual({ spec });
  });

  it('reports every problem at once', () => {
    const problems = problemsOf({
      name: '../x',
      peakRate: 1.5,
      workers: ['a=0', 'B'],
      foo: 1,
      region: 'nowhere',
      batchSize: 0,
    });
    expect(problems.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['foo', 'name', 'workers[0]', 'workers[1]', 'peakRate', 'batchSize', 'region']),
    );
  });

  it.each([
    ['../evil', 'name'],
    ['/etc/passwd', 'name'],
    ['ab', 'name'],
    ['a'.repeat(41), 'name'],
    ['1abc', 'name'],
    ['With-Capitals', 'name'],
    ['new\nline', 'name'],
    ['esc\u001b[31m', 'name'],
    [7, 'name'],
  ])('refuses the name %j and shows it', (name, path) => {
    const [problem] = problemsOf({ name });
    expect(problem).toMatchObject({ code: 'invalid-value', path });
    expect(problem!.message).not.toMatch(/[\u0000-\u001f]/);
  });

  it.each([
    ['peakRate', 0],
    ['peakRate', 1.5],
    ['peakRate', '100'],
    ['peakRate', null],
    ['durationMs', 900_001],
    ['concurrencyBudget', 1],
    ['concurrencyBudget', Number.POSITIVE_INFINITY],
    ['unreservedFloor', -1],
    ['batchSize', 10_001],
    ['batchWindowSeconds', 301],
  ])('refuses %s %j and names the range', (path, value) => {
    expect(problemsOf({ ...leastAnswers, [path]: value })).toEqual([
      expect.objectContaining({ path, hint: expect.stringMatching(/^give a whole number from \d+ to \d+$/) }),
    ]);
  });

  it.each([
    ['domainName', 'Api.Shop.example'],
    ['domainName', '*.shop.example'],
    ['domainName', "a'.example"],
    ['domainName', 'localhost'],
    ['certificateArn', 'arn:aws:iam::111122223333:server-certificate/a'],
    ['certificateArn', "arn:aws:acm:us-east-1:111122223333:certificate/a'"],
  ])('refuses the %s %j and shows what one looks like', (path, value) => {
    expect(problemsOf({ ...leastAnswers, auth: 'x509', [path]: value })).toEqual([
      expect.objectContaining({ code: 'invalid-value', path, hint: expect.stringContaining('such as') }),
    ]);
  });

  it('names the choices when one is not known', () => {
    expect(problemsOf({ ...leastAnswers, response: 'later' })).toEqual([
      expect.objectContaining({
        path: 'response',
        message: '"later" is not valid',
        hint: 'give one of polling, fire-and-forget, subscription',
      }),
    ]);
  });

  it("suggests the field when a flag's name was used", () => {
    expect(problemsOf({ ...leastAnswers, worker: ['a'] })[0]!.hint).toBe('did you mean "workers"?');
  });

  it('does not take a key of every object for a field', () => {
    const answers: unknown = JSON.parse('{"name":"order-intake","__proto__":{},"toString":1}');
    expect(problemsOf(answers).map(({ code }) => code)).toEqual(['unknown-field', 'unknown-field']);
  });

  it.each([[[]], ['text'], [null], [7]])('refuses %j, which is no object of answers', (answers) => {
    expect(problemsOf(answers)).toEqual([expect.objectContaining({ path: 'answers' })]);
  });

  it('asks for the name when there is none', () => {
    expect(problemsOf({})).toEqual([expect.objectContaining({ code: 'missing-answer', path: 'name' })]);
  });
});

describe('checkAnswer', () => {
  it('speaks only of what the new answer adds', () => {
    const given = { peakRate: 0, accountConcurrency: 50 };
    expect(checkAnswer(given, 'concurrencyBudget', 10)).toEqual([]);
    expect(checkAnswer(given, 'concurrencyBudget', 60)).toEqual([
      expect.objectContaining({ code: 'budget-over-quota' }),
    ]);
  });
});
