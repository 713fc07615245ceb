import type { Template } from 'aws-cdk-lib/assertions';
import { render } from 'velocityjs';
import { identityOf } from './caller';

/** What a request or an integration response offers to a mapping template. */
export interface MappingInput {
  readonly body: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly caller: string;
}

interface Integration {
  readonly RequestTemplates: Record<string, unknown>;
  readonly IntegrationResponses: readonly { StatusCode: string; ResponseTemplates: Record<string, unknown> }[];
}

/** The synthesized integration of a method on `/<path>`, or on `/<path>/<child>`. */
export function integrationOf(template: Template, method: string, path: string, child?: string): Integration {
  const resources = Object.entries(template.findResources('AWS::ApiGateway::Resource'));
  const idOf = (pathPart: string, parentId?: string) =>
    resources.find(([, it]) => it.Properties.PathPart === pathPart && it.Properties.ParentId.Ref === parentId)?.[0];
  const parentId = idOf(path);
  const resourceId = child === undefined ? parentId : idOf(child, parentId);
  const methods = Object.values(template.findResources('AWS::ApiGateway::Method'));
  const found = methods.find(
    (it) => it.Properties.HttpMethod === method && it.Properties.ResourceId.Ref === resourceId,
  );
  return found?.Properties.Integration as Integration;
}

/** Runs a mapping template as API Gateway does, and tells the status that it asked for, if any. */
export function renderMapping(template: unknown, input: MappingInput): { text: string; status?: number } {
  const responseOverride: { status?: number } = {};
  const text = render(flatten(template), {
    context: { requestId: 'request-1', identity: identityOf(input.caller), responseOverride },
    input: {
      body: input.body,
      params: (name: string) => input.pathParameters?.[name] ?? '',
      path: (path: string) => readPath(input.body, path),
    },
    util: { urlEncode, escapeJavaScript },
  });
  return { text, status: responseOverride.status };
}

/** References to other resources become their logical ids. */
function flatten(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const { Ref: ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(flatten).join(join[0]) : (ref ?? '');
}

function readPath(body: string, path: string): unknown {
  const keys = path
    .replace(/^\$\.?/, '')
    .split('.')
    .filter(Boolean);
  return keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], JSON.parse(body));
}

/** java.net.URLEncoder */
function urlEncode(text: string): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, percent)
    .replace(/%20/g, '+');
}

/** StringEscapeUtils.escapeEcmaScript; the Java string that it returns replaces by regular expression. */
function escapeJavaScript(text: string) {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/['/]/g, (character) => `\\${character}`);
  return {
    replaceAll: (pattern: string, replacement: string) => escaped.replace(new RegExp(pattern, 'g'), replacement),
    toString: () => escaped,
  };
}
