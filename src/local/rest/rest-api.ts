import type { Properties, ReadResource, StackReader } from '../template/stack-reader';

export interface Throttle {
  /** Requests per second. */
  readonly rateLimit: number;
  /** Size of the token bucket. */
  readonly burstLimit: number;
}

export interface IntegrationResponse {
  readonly StatusCode: string;
  /** Absent: the answer to what no pattern matches. */
  readonly SelectionPattern?: string;
  readonly ResponseTemplates?: Readonly<Record<string, string>>;
}

export interface Integration {
  readonly Type: string;
  readonly Uri?: string;
  readonly PassthroughBehavior?: string;
  /** ARN of the role in whose name the integration is called. */
  readonly Credentials?: string;
  /** Such as `integration.request.header.x-a`, with where its value comes from. */
  readonly RequestParameters?: Readonly<Record<string, string>>;
  readonly RequestTemplates?: Readonly<Record<string, string>>;
  readonly IntegrationResponses?: readonly IntegrationResponse[];
}

/** One method of the API. */
export interface Method {
  readonly httpMethod: string;
  /** With names in braces, such as `/orders/{id}`. */
  readonly path: string;
  readonly authorization: string;
  readonly integration: Integration;
  /** JSON schemas (draft 4) by content type, where the body is validated. */
  readonly models: Readonly<Record<string, Properties>>;
  /** Such as `method.request.path.id`, where parameters are validated. */
  readonly requiredParameters: readonly string[];
  readonly throttle?: Throttle;
}

/** A REST API of API Gateway. */
export interface RestApi {
  readonly id: string;
  readonly stageName: string;
  /** What its paths begin with, such as `/v1`; empty where a domain of its own leads to the stage. */
  readonly basePath: string;
  readonly methods: readonly Method[];
}

type ById = ReadonlyMap<string, Properties>;

/** The REST API of the stack; undefined where it has none. */
export function readRestApi(reader: StackReader): RestApi | undefined {
  const [stage] = reader.resources('AWS::ApiGateway::Stage');
  if (!stage) {
    return undefined;
  }
  const id = String(stage.properties.RestApiId);
  const find = (type: string): ById =>
    new Map(reader.resources(type).map(({ logicalId, properties }) => [logicalId, properties]));
  const context: Context = {
    resources: find('AWS::ApiGateway::Resource'),
    validators: find('AWS::ApiGateway::RequestValidator'),
    models: find('AWS::ApiGateway::Model'),
    settings: (stage.properties.MethodSettings ?? []) as readonly Properties[],
  };
  const methods = reader.resources('AWS::ApiGateway::Method').filter(({ properties }) => properties.RestApiId === id);
  return {
    id,
    stageName: String(stage.properties.StageName),
    basePath: basePathOf(String(stage.properties.StageName), reader),
    methods: methods.map((method) => readMethod(method, context)),
  };
}

/** With a domain, the address with the stage in its path is taken for disabled. */
function basePathOf(stageName: string, reader: StackReader): string {
  const [mapping] = reader.resources('AWS::ApiGateway::BasePathMapping');
  const path = mapping ? mapping.properties.BasePath : stageName;
  return path === undefined ? '' : `/${String(path)}`;
}

interface Context {
  readonly resources: ById;
  readonly validators: ById;
  readonly models: ById;
  readonly settings: readonly Properties[];
}

function readMethod({ properties }: ReadResource, context: Context): Method {
  const path = pathOf(String(properties.ResourceId), context.resources);
  const httpMethod = String(properties.HttpMethod);
  const validator = context.validators.get(String(properties.RequestValidatorId)) ?? {};
  const models = Object.entries((properties.RequestModels ?? {}) as Readonly<Record<string, string>>);
  const parameters = Object.entries((properties.RequestParameters ?? {}) as Readonly<Record<string, unknown>>);
  return {
    httpMethod,
    path,
    authorization: String(properties.AuthorizationType ?? 'NONE'),
    integration: (properties.Integration ?? {}) as unknown as Integration,
    models: Object.fromEntries(
      models
        .filter(() => validator.ValidateRequestBody === true)
        .map(([contentType, id]) => [contentType, context.models.get(id)?.Schema as Properties]),
    ),
    requiredParameters: parameters
      .filter(([, required]) => required === true && validator.ValidateRequestParameters === true)
      .map(([name]) => name),
    throttle: throttleOf(httpMethod, path, context.settings),
  };
}

function pathOf(resourceId: string, resources: ById): string {
  const resource = resources.get(resourceId);
  if (!resource) {
    return '/'; // the root is no resource of the template
  }
  const parent = pathOf(String(resource.ParentId), resources);
  return `${parent === '/' ? '' : parent}/${String(resource.PathPart)}`;
}

/** The settings of the method itself, or those of all methods. A slash within a path is written `~1`. */
function throttleOf(httpMethod: string, path: string, settings: readonly Properties[]): Throttle | undefined {
  const isFor = (setting: Properties, method: string, resourcePath: string) =>
    setting.HttpMethod === method &&
    String(setting.ResourcePath).replace(/^\//, '').replaceAll('~1', '/') === resourcePath;
  const setting =
    settings.find((candidate) => isFor(candidate, httpMethod, path)) ??
    settings.find((candidate) => isFor(candidate, '*', '*'));
  return setting?.ThrottlingRateLimit === undefined
    ? undefined
    : { rateLimit: Number(setting.ThrottlingRateLimit), burstLimit: Number(setting.ThrottlingBurstLimit) };
}
