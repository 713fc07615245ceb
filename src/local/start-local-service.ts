import { SpillwayError } from '../errors';
import { localCallers } from './callers';
import { isForDevices, type LocalIot, startIot } from './iot/start-iot';
import type { Report } from './local-event';
import { createWorkers, type LocalWorker } from './local-workers';
import type { ProjectPackages } from './project-packages';
import { createAnswerer } from './rest/answer-request';
import { MappingTemplates } from './rest/mapping-templates';
import { type MutualTls, readMutualTls } from './rest/mutual-tls';
import { loadRequestCheck } from './rest/request-validation';
import { readRestApi, type RestApi } from './rest/rest-api';
import { type RunningServer, startRestServer } from './rest/rest-server';
import { type LocalServices, serviceOf } from './rest/service-integrations';
import { loadVerify, type Verify } from './rest/signature';
import { loadReadPath } from './rest/template-context';
import { createTables, startDynamodb } from './services/local-dynamodb';
import { startSqs } from './services/local-sqs';
import { readStack, type SynthesizedStack } from './template/assembly';
import { StackReader } from './template/stack-reader';
import { readTables } from './template/tables';

export interface LocalServiceOptions {
  readonly packages: ProjectPackages;
  /** The written project. */
  readonly project: string;
  /** What makes the certificates for development, for messages. */
  readonly certificatesCommand: string;
  /** What `cdk synth` wrote. */
  readonly assemblyDirectory: string;
  readonly stackName: string;
  /** Where the code of the functions is copied to. */
  readonly codeDirectory: string;
  /** Where devices find what they need, for a service that has some. */
  readonly devicesDirectory: string;
  readonly accountConcurrency: number;
  readonly coldStartMs: number;
  /** Port of the API; 0 for any free one. */
  readonly port: number;
  /** Program of the threads that functions run in; by default the compiled one. */
  readonly program?: string;
  readonly report: Report;
}

/** A service that runs on this machine. */
export interface LocalService {
  readonly name: string;
  readonly region: string;
  /** Base URL of the API or of the endpoint of devices, with a slash at its end. */
  readonly url: string;
  /** How callers prove who they are. */
  readonly callersProve: 'signature' | 'certificate';
  /** Paths that can be called, such as `POST /orders`, or topics that rules listen to. */
  readonly routes: readonly string[];
  /** Where devices publish. */
  readonly iot?: LocalIot;
  readonly sqsEndpoint: string;
  readonly dynamodbEndpoint: string;
  readonly workers: readonly LocalWorker[];
  /** Stops everything; what is in the queues is lost. */
  stop(): Promise<void>;
}

/**
 * Runs a synthesized service.
 *
 * @throws SpillwayError `unsupported-template`, `missing-package`; nothing is left running then
 */
export async function startLocalService(options: LocalServiceOptions): Promise<LocalService> {
  const started: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of started.splice(0).reverse()) {
      await stopPart();
    }
  };
  try {
    return { ...(await startParts(options, (stopPart) => started.push(stopPart))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: LocalServiceOptions,
  onStop: (stop: () => Promise<void>) => void,
): Promise<Omit<LocalService, 'stop'>> {
  const { packages } = options;
  const stack = readStack(options.assemblyDirectory, options.stackName);
  const { region } = stack;
  const sqs = await startSqs(packages, region);
  onStop(() => sqs.stop());
  const dynamodb = await startDynamodb(packages, region);
  onStop(() => dynamodb.stop());
  const reader = new StackReader(stack, (name) => sqs.queueUrl(name));
  const startFrontDoor = prepareFrontDoor(reader, options);
  await createTables(dynamodb, readTables(reader));
  const workers = await createWorkers({ ...options, reader, surroundings: { region, sqs, dynamodb } });
  onStop(async () => void (await Promise.all(workers.map(stopWorker))));
  const { stop, ...frontDoor } = await startFrontDoor({ sqs, dynamodb });
  onStop(stop);
  workers.forEach(({ mapping }) => mapping.start());
  return {
    name: stack.name,
    region,
    ...frontDoor,
    sqsEndpoint: sqs.endpoint,
    dynamodbEndpoint: dynamodb.endpoint,
    workers,
  };
}

/** Functions first: a poller waits for the batch that it has given to one. */
async function stopWorker({ mapping, target }: LocalWorker): Promise<void> {
  const stopped = mapping.stop();
  await target.stop();
  await stopped;
}

type FrontDoor = Pick<LocalService, 'url' | 'callersProve' | 'routes' | 'iot' | 'stop'>;

/** What can be wrong with the template or the project shows before anything is made of it. */
function prepareFrontDoor(
  reader: StackReader,
  options: LocalServiceOptions,
): (services: LocalServices) => Promise<FrontDoor> {
  if (isForDevices(reader)) {
    return async ({ sqs }) => {
      const iot = await startIot({ ...options, reader, sqs });
      return { url: iot.url, callersProve: iot.proof, routes: iot.topics, iot, stop: () => iot.stop() };
    };
  }
  const api = apiOf(reader);
  const mutualTls = readMutualTls(reader, options);
  return async (services) => {
    const server = await startApi(api, { options, stack: reader.stack, services, mutualTls });
    return {
      url: `${mutualTls ? 'https' : 'http'}://127.0.0.1:${server.port}${api.basePath}/`,
      callersProve: mutualTls ? 'certificate' : 'signature',
      routes: api.methods.map(({ httpMethod, path }) => `${httpMethod} ${path}`),
      stop: () => server.stop(),
    };
  };
}

function apiOf(reader: StackReader): RestApi {
  const api = readRestApi(reader);
  if (!api) {
    throw new SpillwayError(
      'unsupported-template',
      `stack "${reader.stack.name}" has no REST API and no topic rule to run locally`,
    );
  }
  return api;
}

interface ApiSurroundings {
  readonly options: LocalServiceOptions;
  readonly stack: SynthesizedStack;
  readonly services: LocalServices;
  readonly mutualTls?: MutualTls;
}

async function startApi(
  api: RestApi,
  { options: { packages, port, report }, stack: { region }, services, mutualTls }: ApiSurroundings,
): Promise<RunningServer> {
  const answer = createAnswerer({
    api,
    templates: await MappingTemplates.load(packages),
    readPath: await loadReadPath(packages),
    check: await loadRequestCheck(packages),
    verify: await verifierFor(api, packages, region),
    serviceOf: (uri) => serviceOf(uri, services),
  });
  return startRestServer(answer, { port, report, mutualTls });
}

/** Where nobody signs, the package that knows signatures is not there. */
async function verifierFor({ methods }: RestApi, packages: ProjectPackages, region: string): Promise<Verify> {
  return methods.some(({ authorization }) => authorization === 'AWS_IAM')
    ? loadVerify(packages, { callers: localCallers, region })
    : async () => ({ refusal: 'Missing Authentication Token' });
}
