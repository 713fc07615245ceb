import type { Integration } from './rest-api';
import type { RequestParameters } from './template-context';

const prefix = 'integration.request.header.';

export interface HeaderSources {
  readonly parameters: RequestParameters;
  /** `$context` */
  readonly context: object;
}

/**
 * The headers that an integration gets, by lower-case name: those alone that the method maps, from the context, from a
 * parameter of the request, or a text in single quotes. What has no value is left out.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function integrationHeaders({ RequestParameters = {} }: Integration, sources: HeaderSources) {
  const headers = Object.entries(RequestParameters)
    .filter(([target]) => target.startsWith(prefix))
    .map(([target, expression]) => [target.slice(prefix.length).toLowerCase(), valueOf(expression, sources)] as const);
  return Object.fromEntries(headers.filter((header): header is [string, string] => header[1] !== undefined));
}

function valueOf(expression: string, { parameters, context }: HeaderSources): string | undefined {
  const text = /^'(.*)'$/.exec(expression)?.[1];
  const [, place, name] = /^method\.request\.(path|querystring|header)\.(.+)$/.exec(expression) ?? [];
  if (text !== undefined || name === undefined) {
    return text ?? read(context, expression.replace(/^context\./, '').split('.'));
  }
  const values = parameters[place as keyof RequestParameters];
  return values[place === 'header' ? name.toLowerCase() : name];
}

function read(value: unknown, [name, ...rest]: readonly string[]): string | undefined {
  if (name !== undefined) {
    const isObject = typeof value === 'object' && value !== null;
    return isObject ? read((value as Record<string, unknown>)[name], rest) : undefined;
  }
  return typeof value === 'string' ? value : undefined;
}
