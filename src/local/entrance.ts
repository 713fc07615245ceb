import { functionCaller, localCallers } from './callers';
import { SpillwayError } from '../errors';
import { readGraphqlApi } from './graphql/graphql-api';
import { graphqlBehindGateway } from './graphql/graphql-door';
import { GraphqlEngine } from './graphql/graphql-engine';
import type { GraphqlServer } from './graphql/graphql-server';
import { isForDevices, type LocalIot, startIot } from './iot/start-iot';
import { createAnswerer } from './rest/answer-request';
import { MappingTemplates } from './rest/mapping-templates';
import { type MutualTls, readMutualTls } from './rest/mutual-tls';
import { loadRequestCheck } from './rest/request-validation';
import { readRestApi, type RestApi } from './rest/rest-api';
import { startRestServer } from './rest/rest-server';
import { type LocalServices, serviceOf } from './rest/service-integrations';
import { createVerify } from './rest/signature';
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
  const { options, reader, services, graphqlServer } = surroundings;
  const { packages, report } = options;
  if (isForDevices(reader)) {
    return async () => openIot(surroundings);
  }
  const graphqlApi = readGraphqlApi(reader);
  const engine = graphqlApi && (await GraphqlEngine.load(graphqlApi, { packages, services, report }));
  if (graphqlServer && engine) {
    return async () => openGraphql(graphqlServer, engine, surroundings);
  }
  const api = readRestApi(reader);
  if (!api) {
    throw new SpillwayError(
      'unsupported-template',
      `stack "${reader.stack.name}" has no API and no topic rule to run locally`,
    );
  }
  const mutualTls = readMutualTls(reader, options);
  const graphql = engine && graphqlBehindGateway(engine);
  return async () => openRest(api, mutualTls, { ...surroundings, services: { ...services, graphql } });
}

async function openIot({ options, reader, services, onStop }: EntranceSurroundings): Promise<Entrance> {
  const iot = await startIot({ ...options, reader, sqs: services.sqs });
  onStop(() => iot.stop());
  return { url: iot.url, callersProve: iot.proof, routes: iot.topics, iot };
}

async function openGraphql(
  server: GraphqlServer,
  engine: GraphqlEngine,
  { options: { packages }, reader }: EntranceSurroundings,
): Promise<Entrance> {
  const callers = [...localCallers, ...readFunctions(reader).map(functionCaller)];
  const verify = createVerify({ callers, region: reader.stack.region, services: ['appsync'] });
  await server.serve({ engine, packages, verify });
  return { url: server.url, urlOutput: 'GraphqlUrl', callersProve: 'signature', routes: engine.fields };
}

async function openRest(
  api: RestApi,
  mutualTls: MutualTls | undefined,
  { options: { packages, port, report }, reader, services, onStop }: EntranceSurroundings,
): Promise<Entrance> {
  const answer = createAnswerer({
    api,
    templates: await MappingTemplates.load(packages),
    readPath: await loadReadPath(packages),
    check: await loadRequestCheck(packages),
    verify: createVerify({ callers: localCallers, region: reader.stack.region }),
    serviceOf: (uri) => serviceOf(uri, services),
  });
  const server = await startRestServer(answer, { port, report, mutualTls });
  onStop(() => server.stop());
  return {
    url: `${mutualTls ? 'https' : 'http'}://127.0.0.1:${server.port}${api.basePath}/`,
    urlOutput: 'ApiUrl',
    callersProve: mutualTls ? 'certificate' : 'signature',
    routes: api.methods.map(({ httpMethod, path }) => `${httpMethod} ${path}`),
  };
}
