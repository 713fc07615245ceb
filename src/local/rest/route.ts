import type { Method, RestApi } from './rest-api';

export interface Route {
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds methods by path; what is written out goes before what is named in braces. */
export function findRoute({ methods }: RestApi, httpMethod: string, path: string): Route | undefined {
  const matches = methods
    .filter((method) => method.httpMethod === httpMethod || method.httpMethod === 'ANY')
    .map((method) => ({ method, pathParameters: matchPath(method.path, path) }))
    .filter((match): match is Route => match.pathParameters !== undefined);
  return matches.sort((a, b) => variables(a) - variables(b))[0];
}

function variables({ pathParameters }: Route): number {
  return Object.keys(pathParameters).length;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const expression = pattern
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)(\\\+)?\}/g, (_match, name: string, greedy) => {
      names.push(name);
      return greedy ? '(.+)' : '([^/]+)';
    });
  const values = new RegExp(`^${expression}$`).exec(path)?.slice(1);
  return values && Object.fromEntries(names.map((name, index) => [name, decode(values[index]!)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
