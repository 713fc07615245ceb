import { readFileSync } from 'node:fs';
import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { Problem } from '../errors';

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
  const answers: unknown = parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  return errors.length > 0 ? { problems: errors.map((error) => malformed(text, error)) } : { answers };
}

function unreadable(source: string, error: NodeJS.ErrnoException): Problem {
  return {
    code: 'unreadable-answers',
    path: '--answers',
    message: `cannot read ${JSON.stringify(source)}: ${error.code ?? error.message}`,
    hint: 'give the path of a JSON file, or - for standard input',
  };
}

function malformed(text: string, { error, offset }: ParseError): Problem {
  const before = text.slice(0, offset).split('\n');
  const reason = printParseErrorCode(error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return {
    code: 'invalid-json',
    path: '--answers',
    message: `not JSON at line ${before.length}, column ${before.at(-1)!.length + 1}: ${reason}`,
    hint: 'correct the document; its schema is what "spillway schema" prints',
  };
}
