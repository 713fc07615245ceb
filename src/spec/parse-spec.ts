import type { z } from 'zod';
import type { Problem } from '../errors';
import { fallbackOf, flagKey, rangeOf, type Field } from './field';
import { quote } from './quote';
import { rules } from './rules';
import { fieldNames, serviceFields, type Answers, type FieldName, type ServiceSpec } from './service-spec';

/** A complete spec, or everything that is wrong with the answers. */
export type ParsedSpec = { readonly spec: ServiceSpec } | { readonly problems: readonly Problem[] };

/**
 * Turns answers into a spec: unanswered fields take their fallback, and every problem is reported at once.
 *
 * @param answers anything; what is not an object of known fields becomes a problem
 */
export function parseSpec(answers: unknown): ParsedSpec {
  if (!isRecord(answers)) {
    return { problems: [notAnObject(answers)] };
  }
  const { values, problems } = checkAnswers(withFallbacks(answers));
  const missing = answers.name === undefined ? [missingName] : [];
  const all = [...missing, ...problems];
  return all.length > 0 ? { problems: all } : { spec: values as unknown as ServiceSpec };
}

/**
 * Checks the answers given so far. Missing ones are no problem; a condition between answers is checked once all that it
 * compares are known and valid.
 */
export function checkAnswers(answers: Readonly<Record<string, unknown>>): {
  readonly values: Partial<Record<FieldName, unknown>>;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = Object.keys(answers).filter(isUnknownField).map(unknownField);
  const values: Partial<Record<FieldName, unknown>> = {};
  for (const name of fieldNames) {
    const parsed = answers[name] !== undefined ? serviceFields[name].schema.safeParse(answers[name]) : undefined;
    if (parsed?.success) {
      values[name] = parsed.data;
    } else if (parsed) {
      problems.push(...parsed.error.issues.map((issue) => invalidValue(name, answers[name], issue)));
    }
  }
  for (const rule of rules) {
    const problem = rule.needs.every((name) => name in values)
      ? rule.check(values as unknown as ServiceSpec)
      : undefined;
    if (problem) {
      problems.push(problem);
    }
  }
  return { values, problems };
}

/** What is wrong with one more answer beside those already given; how a prompt refuses at the moment of choosing. */
export function checkAnswer(given: Answers, name: FieldName, value: unknown): readonly Problem[] {
  const before = new Set(checkAnswers(given).problems.map((problem) => problem.code + problem.path));
  return checkAnswers({ ...given, [name]: value }).problems.filter(
    (problem) => !before.has(problem.code + problem.path),
  );
}

const missingName: Problem = {
  code: 'missing-answer',
  path: 'name',
  message: 'the service has no name',
  hint: `give ${serviceFields.name.help.slice(serviceFields.name.help.indexOf('3 to'))}`,
};

/** The answers, and for every field without one its fallback; each may follow from those before it. */
function withFallbacks(answers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const completed = Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined));
  for (const [name, field] of Object.entries<Field>(serviceFields)) {
    if (completed[name] === undefined) {
      completed[name] = fallbackOf(field, completed);
    }
  }
  return Object.fromEntries(Object.entries(completed).filter(([, value]) => value !== undefined));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isUnknownField(name: string): boolean {
  return !Object.hasOwn(serviceFields, name);
}

function notAnObject(value: unknown): Problem {
  return {
    code: 'invalid-value',
    path: 'answers',
    message: `${quote(value)} is not an object of answers`,
    hint: 'give a JSON object such as { "name": "my-service" }',
  };
}

function unknownField(name: string): Problem {
  const byFlag = fieldNames.find((known) => flagKey(serviceFields[known]) === name);
  return {
    code: 'unknown-field',
    path: quote(name).slice(1, -1),
    message: `${quote(name)} is not a known answer`,
    hint: byFlag ? `did you mean "${byFlag}"?` : `known are ${fieldNames.join(', ')}`,
  };
}

function invalidValue(name: FieldName, value: unknown, issue: z.core.$ZodIssue): Problem {
  const inner = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
  return {
    code: 'invalid-value',
    path: [name, ...issue.path.map((key) => `[${String(key)}]`)].join(''),
    message: `${quote(inner)} is not valid`,
    hint: `give ${expectation(name, issue)}`,
  };
}

/** What would have been valid, in words. */
function expectation(name: FieldName, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
    case 'custom':
      return issue.message;
    case 'invalid_union':
      return (
        issue.errors.flat().find((nested) => nested.code === 'custom')?.message ??
        '"name", "name=weight" or { name, weight }'
      );
    default:
      return expectedRange(name) ?? `${serviceFields[name].valueName}: ${serviceFields[name].help}`;
  }
}

function expectedRange(name: FieldName): string | undefined {
  const range = rangeOf(serviceFields[name]);
  return range && `a whole number from ${range.minimum} to ${range.maximum}`;
}
