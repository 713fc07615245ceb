import { readFileSync } from 'node:fs';
import { parse, printParseErrorCode, visit, type ParseError } from 'jsonc-parser';
import type { Problem } from '../errors';
import { quote, quotePath } from '../spec/quote';

const standardInput = '-';

/**
 * Reads the document that `--answers` names.
 *
 * @param source a path, or `-` for standard input
 */
export function readAnswers(source: string): { readonly answers: unknown } | { readonly problems: readonly Problem[] } {
  let text: string;
  try {
    text = readFileSync(source === standardInput ? 0 : source, 'utf8');
  } catch (error) {
    return { problems: [unreadable(source, error as NodeJS.ErrnoException)] };
  }
  return parseAnswers(text.replace(/^\ufeff/, ''));
}

/** Parses JSON; every mistake is reported with its line and column. */
export function parseAnswers(text: string): ReturnType<typeof readAnswers> {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const mistakes = errors.map(({ error, offset }) =>
    malformed(`not JSON at ${place(text, offset)}: ${inWords(printParseErrorCode(error))}`),
  );
  const problems = mistakes.length > 0 ? mistakes : repeatedKeys(text);
  if (problems.length > 0) {
    return { problems };
  }
  try {
    // the tolerant parser finds every mistake, but takes a key "__proto__" for the prototype
    return { answers: JSON.parse(text) as unknown };
  } catch (error) {
    return { problems: [malformed(`not JSON: ${(error as Error).message}`)] };
  }
}

/** Of two values for one key the last would silently win. */
function repeatedKeys(text: string): Problem[] {
  const problems: Problem[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(key, offset) {
      if (open.at(-1)!.has(key)) {
        problems.push(malformed(`${quote(key)} is given again at ${place(text, offset)}`));
      }
      open.at(-1)!.add(key);
    },
  });
  return problems;
}

function unreadable(source: string, error: NodeJS.ErrnoException): Problem {
  return {
    code: 'unreadable-answers',
    path: '--answers',
    message: `cannot read ${quotePath(source)}: ${error.code ?? error.message}`,
    hint: 'give the path of a JSON file, or - for standard input',
  };
}

function inWords(errorCode: string): string {
  return errorCode.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/** @param offset in characters */
function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

function malformed(message: string): Problem {
  return {
    code: 'invalid-json',
    path: '--answers',
    message,
    hint: 'correct the document; its schema is what "spillway schema" prints',
  };
}
