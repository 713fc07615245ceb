import type { ProjectPackages } from '../project-packages';

/** Finds what a JSONPath expression names. */
export type ReadPath = (path: string, json: unknown) => unknown;

interface JsonPathPackage {
  JSONPath(options: { path: string; json: unknown; wrap: boolean; eval: boolean }): unknown;
}

export async function loadReadPath(packages: ProjectPackages): Promise<ReadPath> {
  const { JSONPath } = await packages.load<JsonPathPackage>('jsonpath-plus');
  return (path, json) =>
    typeof json === 'object' && json !== null ? JSONPath({ path, json, wrap: false, eval: false }) : undefined;
}

/** Parameters of a request, by place and name. */
export interface RequestParameters {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

export interface TemplateInput {
  /** Of the request, or of the answer of the integration. */
  readonly body: string;
  readonly parameters: RequestParameters;
  /** `$context`; a template may set `responseOverride` in it. */
  readonly context: object;
  readonly readPath: ReadPath;
}

/**
 * What a mapping template of API Gateway may use.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function templateContext({ body, parameters, context, readPath }: TemplateInput): object {
  const { path, querystring, header } = parameters;
  const json = once(() => parseJson(body));
  return {
    input: {
      body,
      json: (expression: string) => JSON.stringify(readPath(expression, json()) ?? ''),
      path: (expression: string) => (expression === '$' ? json() : readPath(expression, json())),
      params: (name?: string) =>
        name === undefined ? parameters : (path[name] ?? querystring[name] ?? header[name.toLowerCase()] ?? ''),
    },
    util,
    context,
    stageVariables: {},
  };
}

/** `$util` */
const util = {
  base64Decode: (text: string) => Buffer.from(text, 'base64').toString(),
  base64Encode: (text: string) => Buffer.from(text).toString('base64'),
  /** Like JSON, and slashes and single quotes as well: what the Java library behind it does. */
  escapeJavaScript: (text: unknown) =>
    JSON.stringify(String(text))
      .slice(1, -1)
      .replace(/['/]/g, (character) => `\\${character}`),
  parseJson,
  urlDecode: (text: string) => decodeURIComponent(text.replaceAll('+', ' ')),
  urlEncode,
};

/** java.net.URLEncoder */
export function urlEncode(text: unknown): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(String(text))
    .replace(/[!'()~]/g, percent)
    .replaceAll('%20', '+');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function once<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | undefined;
  return () => (computed ??= { value: compute() }).value;
}
