import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from './fake-aws';

/** A request, as the service that it is signed for would read it. */
export interface Call {
  /** Who signed it. */
  readonly accessKeyId: string;
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** REST-JSON operations by path, with what the path names. */
const routes: readonly (readonly [service: string, path: RegExp, operation: string])[] = [
  ['lambda', /^\/2016-08-19\/account-settings\/?$/, 'GetAccountSettings'],
  ['lambda', /^\/2015-03-31\/functions\/?$/, 'ListFunctions'],
  ['lambda', /^\/2019-09-30\/functions\/(?<FunctionName>[^/]+)\/concurrency$/, 'GetFunctionConcurrency'],
  ['lambda', /^\/2015-03-31\/event-source-mappings\/?$/, 'ListEventSourceMappings'],
  ['apigateway', /^\/account$/, 'GetAccount'],
];

/** Reads key, service and Region from the scope of the signature, and the operation as the service's protocol puts it. */
export function identify(request: IncomingMessage, body: string): Call {
  const [, accessKeyId = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
  return { accessKeyId, service, region, ...operationOf(service, request, body) };
}

function operationOf(service: string, request: IncomingMessage, body: string): Pick<Call, 'operation' | 'input'> {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return { operation: target.split('.')[1]!, input: JSON.parse(body) as Call['input'] };
  }
  if (service === 'cloudformation') {
    const { Action, ...input } = Object.fromEntries(new URLSearchParams(body));
    return { operation: Action!, input };
  }
  const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
  for (const [owner, path, operation] of routes) {
    const match = owner === service && request.method === 'GET' ? path.exec(pathname) : null;
    if (match) {
      const named = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { operation, input: { ...Object.fromEntries(searchParams), ...Object.fromEntries(named) } };
    }
  }
  return { operation: `${request.method} ${request.url}`, input: {} };
}

/** Sends an answer in the format of the service that was called. */
export function send(response: ServerResponse, { service, operation }: Call, answer: object): void {
  if (service === 'cloudformation') {
    sendXml(response, operation, answer);
  } else if (answer instanceof Refusal) {
    sendJsonError(response, service, answer);
  } else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}

/** REST-JSON names the error in a header, JSON 1.1 in the body. */
function sendJsonError(response: ServerResponse, service: string, { status, code, message }: Refusal): void {
  const isRest = service !== 'servicequotas';
  const headers = { 'content-type': 'application/json', ...(isRest && { 'x-amzn-errortype': `${code}:http://aws/` }) };
  response.writeHead(status, headers).end(JSON.stringify({ ...(!isRest && { __type: code }), message }));
}

function sendXml(response: ServerResponse, operation: string, answer: object): void {
  if (answer instanceof Refusal) {
    const error = { Error: { Type: 'Sender', Code: answer.code, Message: answer.message }, RequestId: 'r-1' };
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(element('ErrorResponse', error));
  } else {
    const result = { [`${operation}Result`]: answer };
    response.writeHead(200, { 'content-type': 'text/xml' }).end(element(`${operation}Response`, result));
  }
}

/** Lists are wrapped in `member`, as the query protocol does it. */
function element(name: string, value: unknown): string {
  const inner = Array.isArray(value)
    ? value.map((item) => element('member', item)).join('')
    : value instanceof Date
      ? value.toISOString()
      : typeof value === 'object' && value !== null
        ? Object.entries(value)
            .filter(([, member]) => member !== undefined)
            .map(([member, inside]) => element(member, inside))
            .join('')
        : String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<${name}>${inner}</${name}>`;
}
