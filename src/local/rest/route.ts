import type { Method, RestApi } from './rest-api';

export interface Route {
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
}

export type FindRoute = (httpMethod: string, path: string) => Route | undefined;

/** Finds methods by path; what is written out goes before what is named in braces. */
export function createRouter({ methods }: RestApi): FindRoute {
  const patterns = methods.map((method) => ({ method, ...patternOf(method.path) }));
  patterns.sort((a, b) => a.names.length - b.names.length);
  return (httpMethod, path) => {
    for (const { method, expression, names } of patterns) {
      const isMethod = method.httpMethod === httpMethod || method.httpMethod === 'ANY';
      const values = isMethod ? expression.exec(path)?.slice(1) : undefined;
      if (values) {
        const parameters = names.map((name, index) => [name, decode(values[index]!)] as const);
        return { method, pathParameters: Object.fromEntries(parameters) };
      }
    }
    return undefined;
  };
}

function patternOf(path: string): { readonly expression: RegExp; readonly names: readonly string[] } {
  const names: string[] = [];
  const expression = path
    .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)(\\\+)?\}/g, (_match, name: string, greedy) => {
      names.push(name);
      return greedy ? '(.+)' : '([^/]+)';
    });
  return { expression: new RegExp(`^${expression}$`), names };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
