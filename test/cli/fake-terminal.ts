import type { Terminal } from '../../src/cli/terminal';

/** A terminal that remembers what was said instead of showing it. */
export interface FakeTerminal extends Terminal {
  readonly results: string[];
  readonly said: string[];
}

export function fakeTerminal(): FakeTerminal {
  const results: string[] = [];
  const said: string[] = [];
  return {
    results,
    said,
    result: (text) => void results.push(text),
    note: (text) => void said.push(text),
    warn: (text) => void said.push(`warning: ${text}`),
    error: (text) => void said.push(`error: ${text}`),
    progress: () => () => {},
    style: (_style, text) => text,
  };
}
