import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAnswers, readAnswers } from '../../src/cli/answers-document';

let directory: string;

beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'spillway-test-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function read(text: string): ReturnType<typeof readAnswers> {
  const path = join(directory, 'answers.json');
  writeFileSync(path, text);
  return readAnswers(path);
}

describe('readAnswers', () => {
  it('reads a document, with or without a byte order mark', () => {
    expect(read('{ "name": "orders" }')).toEqual({ answers: { name: 'orders' } });
    expect(read('\ufeff{ "name": "orders" }')).toEqual({ answers: { name: 'orders' } });
  });

  it('says why a file cannot be read', () => {
    const missing = readAnswers(join(directory, 'missing.json'));
    expect(missing).toMatchObject({
      problems: [{ code: 'unreadable-answers', message: expect.stringContaining('ENOENT') }],
    });
  });
});

describe('parseAnswers', () => {
  it.each([
    ['{\n  "name": orders\n}', 'line 2, column 11'],
    ['{\n  "name": "orders",\n}', 'line 3, column 1'],
    ['{ "a": 1 // why\n}', 'line 1, column 10'],
    ['{ "a": 1', 'line 1, column 9'],
    ['', 'line 1, column 1'],
  ])('finds the mistake in %j at %s', (text, place) => {
    const parsed = parseAnswers(text);
    expect('problems' in parsed && parsed.problems[0]).toMatchObject({
      code: 'invalid-json',
      message: expect.stringContaining(`not JSON at ${place}:`),
    });
  });

  it('takes no key for a prototype', () => {
    const parsed = parseAnswers('{ "__proto__": { "peakRate": 0 } }');
    expect('answers' in parsed && Object.keys(parsed.answers as object)).toEqual(['__proto__']);
  });

  it('refuses keys that are given twice, in each object for itself', () => {
    expect(parseAnswers('{ "peakRate": 1,\n  "peakRate": 2 }')).toMatchObject({
      problems: [{ code: 'invalid-json', message: '"peakRate" is given again at line 2, column 3' }],
    });
    const workers = '{ "workers": [{ "name": "a" }, { "name": "b" }], "name": "x" }';
    expect(parseAnswers(workers)).toHaveProperty('answers.name', 'x');
  });
});
