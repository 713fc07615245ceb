import type { ClientCert } from './client-cert';
import { integrationHeaders } from './integration-headers';
import type { MappingTemplates } from './mapping-templates';
import type { CheckRequest } from './request-validation';
import type { Integration, IntegrationResponse, Method, RestApi } from './rest-api';
import { createRouter, type Route } from './route';
import type { CallService } from './service-integrations';
import type { LocalCaller, SignedRequest, Verify } from './signature';
import { type ReadPath, type RequestParameters, templateContext } from './template-context';
import { TokenBucket } from './token-bucket';
import { localAccount } from '../template/stack-reader';

export interface RestAnswer {
  readonly status: number;
  readonly body: string;
}

export interface RestParts {
  readonly api: RestApi;
  readonly templates: MappingTemplates;
  readonly readPath: ReadPath;
  readonly check: CheckRequest;
  readonly verify: Verify;
  /** Finds the service behind the URI of an integration. */
  readonly serviceOf: (uri: string) => CallService | undefined;
}

/** A request, with the id that API Gateway gives it. */
export interface RestRequest extends SignedRequest {
  readonly requestId: string;
  /** Of the caller, where the connection asked for one. */
  readonly clientCert?: ClientCert;
}

/** Answers one request. */
export type AnswerRequest = (request: RestRequest) => Promise<RestAnswer>;

/** What a request is handled with, once its method is found. */
interface Handling {
  readonly request: RestRequest;
  readonly body: string;
  readonly method: Method;
  readonly contentType: string;
  readonly parameters: RequestParameters;
  readonly context: { readonly responseOverride: { status?: unknown } };
}

interface Surroundings {
  readonly api: RestApi;
  readonly caller?: LocalCaller;
  readonly searchParams: URLSearchParams;
}

const unknownRoute: RestAnswer = message(403, 'Missing Authentication Token');

/** A REST API as API Gateway runs it: who calls, how often, with what; then the templates around the integration. */
export function createAnswerer(parts: RestParts): AnswerRequest {
  const { api, verify, check } = parts;
  const findRoute = createRouter(api);
  const services = new Map(api.methods.map((method) => [method, serviceFor(method, parts)]));
  const buckets = new Map(
    api.methods.map((method) => [method, method.throttle && new TokenBucket(method.throttle, performance.now())]),
  );
  return async (request) => {
    const { pathname, searchParams } = new URL(`http://localhost${request.target}`);
    const isInStage = pathname.startsWith(`${api.basePath}/`);
    const route = isInStage ? findRoute(request.method, pathname.slice(api.basePath.length)) : undefined;
    if (!route) {
      return unknownRoute;
    }
    const { method } = route;
    const verdict = method.authorization === 'AWS_IAM' ? await verify(request) : { caller: undefined };
    if ('refusal' in verdict) {
      return message(403, verdict.refusal);
    }
    if (buckets.get(method)?.tryTake(performance.now()) === false) {
      return message(429, 'Too Many Requests');
    }
    const handling = handlingOf(request, route, { api, caller: verdict.caller, searchParams });
    const problem = check(method, handling);
    return problem === undefined ? integrate(handling, services.get(method), parts) : message(400, problem);
  };
}

function serviceFor({ integration: { Uri } }: Method, { serviceOf }: RestParts): CallService | undefined {
  return Uri === undefined ? undefined : serviceOf(Uri);
}

function handlingOf(
  request: RestRequest,
  { method, pathParameters }: Route,
  { api, caller, searchParams }: Surroundings,
): Handling {
  const contentType = (request.headers['content-type'] ?? 'application/json').split(';')[0]!.trim();
  const context = {
    accountId: localAccount,
    apiId: api.id,
    httpMethod: request.method,
    identity: {
      accountId: localAccount,
      sourceIp: '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
      ...(request.clientCert && { clientCert: request.clientCert }),
      ...(caller && { accessKey: caller.accessKeyId, caller: caller.arn, user: caller.arn, userArn: caller.arn }),
    },
    path: request.target.split('?')[0],
    requestId: request.requestId,
    requestTimeEpoch: Date.now(),
    resourcePath: method.path,
    responseOverride: {},
    stage: api.stageName,
  };
  const querystring = Object.fromEntries(searchParams);
  const parameters = { path: pathParameters, querystring, header: request.headers };
  return { request, body: request.body.toString(), method, contentType, parameters, context };
}

async function integrate(
  handling: Handling,
  callService: CallService | undefined,
  parts: RestParts,
): Promise<RestAnswer> {
  const { body } = handling;
  const { integration } = handling.method;
  if (!callService) {
    return message(500, `integration ${integration.Uri ?? integration.Type} does not run locally`);
  }
  const template = requestTemplate(integration, handling.contentType);
  if (template === 'refused') {
    return message(415, 'Unsupported Media Type');
  }
  const { templates } = parts;
  const sent = template === undefined ? body : templates.render(template, contextOf(body, handling, parts));
  const { status, body: answered } = await callService(sent, {
    headers: integrationHeaders(integration, handling),
    role: integration.Credentials ?? '',
  });
  const response = responseFor(integration, status);
  const mapping = response?.ResponseTemplates?.['application/json'];
  const rendered = mapping === undefined ? answered : templates.render(mapping, contextOf(answered, handling, parts));
  return { status: Number(handling.context.responseOverride.status ?? response?.StatusCode ?? 500), body: rendered };
}

function contextOf(body: string, { parameters, context }: Handling, { readPath }: RestParts): object {
  return templateContext({ body, parameters, context, readPath });
}

/** The template for the content type; without one, the passthrough behaviour decides. */
function requestTemplate(integration: Integration, contentType: string): string | undefined {
  const { RequestTemplates = {}, PassthroughBehavior = 'WHEN_NO_MATCH' } = integration;
  const template = RequestTemplates[contentType] ?? RequestTemplates.$default;
  const hasTemplates = Object.keys(RequestTemplates).length > 0;
  const isRefused = PassthroughBehavior === 'NEVER' || (PassthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates);
  return template ?? (isRefused ? 'refused' : undefined);
}

/** The response whose pattern matches the whole status, or else the one without a pattern. */
function responseFor({ IntegrationResponses = [] }: Integration, status: number): IntegrationResponse | undefined {
  const matches = ({ SelectionPattern: pattern }: IntegrationResponse) =>
    pattern !== undefined && new RegExp(`^(?:${pattern})$`).test(String(status));
  return IntegrationResponses.find(matches) ?? IntegrationResponses.find((it) => it.SelectionPattern === undefined);
}

function message(status: number, text: string): RestAnswer {
  return { status, body: JSON.stringify({ message: text }) };
}
