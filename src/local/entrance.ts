import { functionCaller, localCallers } from './callers';
import { SpillwayError } from '../errors';
import { readGraphqlApi } from './graphql/graphql-api';
import { graphqlBehindGateway } from './graphql/graphql-door';
import { GraphqlEngine } from './graphql/graphql-engine';
import type { GraphqlServer } from './graphql/graphql-server';
import { isForDevices, type LocalIot, startIot } from './iot/start-iot';
import type { ProjectPackages } from './project-packages';
import { type AnswerRequest, createAnswerer } from './rest/answer-request';
import { MappingTemplates } from './rest/mapping-templates';
import { type MutualTls, readMutualTls } from './rest/mutual-tls';
import { loadRequestCheck } from './rest/request-validation';
import { readRestApi, type RestApi } from './rest/rest-api';
import { startRestServer } from './rest/rest-server';
import { type LocalServices, serviceOf } from './rest/service-integrations';
import { loadVerify, type Verify } from './rest/signature';
import { loadReadPath } from './rest/template-context';
import type { LocalServiceOptions } from './start-local-service';
import { readFunctions } from './template/functions';
import type { StackReader } from './template/stack-reader';

/** Where callers reach a service. */
export interface Entrance {
  /** Of the API or of the endpoint of devices; but for GraphQL, with a slash at its end. */
  readonly url: string;
  /** The output of the stack that holds the URL; devices find theirs elsewhere. */
  readonly urlOutput?: 'ApiUrl' | 'GraphqlUrl';
  /** How callers prove who they are. */
  readonly callersProve: 'signature' | 'certificate';
  /** What can be called, such as `POST /orders` or `Mutation.submitOrders`, or topics that rules listen to. */
  readonly routes: readonly string[];
  /** Where devices publish. */
  readonly iot?: LocalIot;
  /**
   * Takes over what another synthesis of the stack has for its callers, at the same address.
   *
   * @throws SpillwayError `unsupported-template`; nothing is changed then
   */
  reload(reader: StackReader): Promise<void>;
}

export interface EntranceSurroundings {
  readonly options: LocalServiceOptions;
  readonly reader: StackReader;
  readonly services: LocalServices;
  /** Listens already, where callers reach the GraphQL API without a gateway. */
  readonly graphqlServer?: GraphqlServer;
  readonly onStop: (stop: () => Promise<void>) => void;
}

/**
 * Reads what the stack has for its callers.
 *
 * @returns what lets them in, once there is somebody who works
 * @throws SpillwayError `unsupported-template`, `local-run-failed`
 */
export async function prepareEntrance(surroundings: EntranceSurroundings): Promise<() => Promise<Entrance>> {
  const { options, reader, graphqlServer } = surroundings;
  if (isForDevices(reader)) {
    return async () => openIot(surroundings);
  }
  const engine = await loadEngine(reader, surroundings);
  if (graphqlServer && engine) {
    return async () => openGraphql(graphqlServer, engine, surroundings);
  }
  const door = await createRestDoor(reader, engine, surroundings);
  const mutualTls = readMutualTls(reader, options);
  return async () => openRest(door, mutualTls, surroundings);
}

async function openIot({ options, reader, services, onStop }: EntranceSurroundings): Promise<Entrance> {
  const iot = await startIot({ ...options, reader, sqs: services.sqs });
  onStop(() => iot.stop());
  const { url, proof, topics, reload } = iot;
  return { url, callersProve: proof, routes: topics, iot, reload };
}

/** Undefined where the stack has no GraphQL API. */
async function loadEngine(
  reader: StackReader,
  { options: { packages, report }, services }: EntranceSurroundings,
): Promise<GraphqlEngine | undefined> {
  const api = readGraphqlApi(reader);
  return api && GraphqlEngine.load(api, { packages, services, report });
}

async function openGraphql(
  server: GraphqlServer,
  engine: GraphqlEngine,
  surroundings: EntranceSurroundings,
): Promise<Entrance> {
  const { packages } = surroundings.options;
  const serve = async (reader: StackReader, changed: GraphqlEngine) => {
    const callers = [...localCallers, ...readFunctions(reader).map(functionCaller)];
    const verify = await loadVerify(packages, { callers, region: reader.stack.region, services: ['appsync'] });
    await server.serve({ engine: changed, packages, verify });
  };
  await serve(surroundings.reader, engine);
  return {
    url: server.url,
    urlOutput: 'GraphqlUrl',
    callersProve: 'signature',
    routes: engine.fields,
    reload: async (reader) => serve(reader, (await loadEngine(reader, surroundings)) ?? engine),
  };
}

interface RestDoor {
  readonly api: RestApi;
  readonly answer: AnswerRequest;
}

async function createRestDoor(
  reader: StackReader,
  engine: GraphqlEngine | undefined,
  { options: { packages }, services }: EntranceSurroundings,
): Promise<RestDoor> {
  const api = readRestApi(reader);
  if (!api) {
    throw new SpillwayError(
      'unsupported-template',
      `stack "${reader.stack.name}" has no API and no topic rule to run locally`,
    );
  }
  const graphql = engine && graphqlBehindGateway(engine);
  const answer = createAnswerer({
    api,
    templates: await MappingTemplates.load(packages),
    readPath: await loadReadPath(packages),
    check: await loadRequestCheck(packages),
    verify: await verifierFor(api, packages, reader.stack.region),
    serviceOf: (uri) => serviceOf(uri, { ...services, graphql }),
  });
  return { api, answer };
}

async function openRest(
  door: RestDoor,
  mutualTls: MutualTls | undefined,
  surroundings: EntranceSurroundings,
): Promise<Entrance> {
  const { options, onStop } = surroundings;
  let { answer } = door;
  const { basePath, methods } = door.api;
  const server = await startRestServer(async (request) => answer(request), { ...options, mutualTls });
  onStop(() => server.stop());
  return {
    url: `${mutualTls ? 'https' : 'http'}://127.0.0.1:${server.port}${basePath}/`,
    urlOutput: 'ApiUrl',
    callersProve: mutualTls ? 'certificate' : 'signature',
    routes: methods.map(({ httpMethod, path }) => `${httpMethod} ${path}`),
    reload: async (reader) => {
      const engine = await loadEngine(reader, surroundings);
      ({ answer } = await createRestDoor(reader, engine, surroundings));
    },
  };
}

/** Where nobody signs, the package that knows signatures is not there. */
async function verifierFor({ methods }: RestApi, packages: ProjectPackages, region: string): Promise<Verify> {
  return methods.some(({ authorization }) => authorization === 'AWS_IAM')
    ? loadVerify(packages, { callers: localCallers, region })
    : async () => ({ refusal: 'Missing Authentication Token' });
}
