import { type Entrance, prepareEntrance } from './entrance';
import { GraphqlServer } from './graphql/graphql-server';
import type { DataDirectory } from './journal/data-directory';
import { JournalRecorder } from './journal/journal-recorder';
import { keepMessages } from './journal/keep-messages';
import type { Report } from './local-event';
import { createWorkers, type LocalWorker } from './local-workers';
import type { ProjectPackages } from './project-packages';
import { type Reloaded, reloadService } from './reload-service';
import { type Downstream, type DownstreamOptions, withDownstream } from './services/downstream';
import { createTables, type DynamodbPart, startDynamodb } from './services/local-dynamodb';
import { startSecrets } from './services/local-secrets';
import { type RunningService, type RunningSqs, startSqs } from './services/local-sqs';
import { readStack, type SynthesizedStack } from './template/assembly';
import { readQueues } from './template/queues';
import { readSecrets } from './template/secrets';
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
  /** Which DynamoDB runs. Default: dynalite. */
  readonly dynamodb?: DynamodbPart;
  /** What goes on where an earlier run ended; by default, messages and tables end with the run. */
  readonly data?: DataDirectory;
  /** Where devices find what they need, for a service that has some. */
  readonly devicesDirectory: string;
  readonly accountConcurrency: number;
  readonly coldStartMs: number;
  /** What lies behind the workers, for a stack that asks for its address. */
  readonly downstream?: DownstreamOptions;
  /** Port of the API; 0 for any free one. */
  readonly port: number;
  /** Program of the threads that functions run in; by default the compiled one. */
  readonly program?: string;
  readonly report: Report;
}

/** A service that runs on this machine. */
export interface LocalService extends Entrance {
  readonly name: string;
  readonly region: string;
  readonly sqsEndpoint: string;
  readonly dynamodbEndpoint: string;
  /** What the workers call, for a stack that asks for its address. */
  readonly downstream?: Downstream;
  readonly workers: readonly LocalWorker[];
  /**
   * Takes over what was synthesized since.
   *
   * @throws SpillwayError `unsupported-template`; everything goes on as before then
   */
  reloadStack(): Promise<Reloaded>;
  /** Stops everything; what is in the queues is lost, unless there is a data directory. */
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
  const { report } = options;
  const readSynthesized = () => readStack(options.assemblyDirectory, options.stackName);
  const { stack, downstream } = await withDownstream(readSynthesized(), options.downstream ?? {}, { report, onStop });
  let [current, behind] = [stack, downstream];
  const { region } = stack;
  const recorder = options.data && new JournalRecorder();
  onStop(async () => recorder?.stop());
  const services = await startServices(options, { region, recorder, onStop });
  const { sqs, dynamodb } = services;
  const graphqlServer = isGraphqlAlone(stack) ? await GraphqlServer.listen(options) : undefined;
  onStop(async () => graphqlServer?.stop());
  const readerOf = (it: SynthesizedStack) => new StackReader(it, (name) => sqs.queueUrl(name), graphqlServer?.url);
  const reader = readerOf(stack);
  const open = await prepareEntrance({ options, reader, services, graphqlServer, onStop });
  await createTables(dynamodb, readTables(reader));
  const secretsUrl = await startSecretsOf(reader, options, onStop);
  const surroundings = { region, sqs, dynamodb, secretsUrl };
  const workers = await createWorkers({ ...options, reader, surroundings });
  onStop(async () => void (await Promise.all(workers.map(stopWorker))));
  if (options.data && recorder) {
    await keepMessages({ data: options.data, report, recorder, sqs, queues: readQueues(reader) });
  }
  const entrance = await open();
  workers.forEach(({ mapping }) => mapping.start());
  return {
    ...entrance,
    name: stack.name,
    region,
    sqsEndpoint: sqs.endpoint,
    dynamodbEndpoint: dynamodb.endpoint,
    downstream,
    workers,
    reloadStack: async () => {
      const address = behind ?? options.downstream ?? {}; // a stand-in that was started serves on
      const quiet = { report: () => {}, onStop }; // that nothing calls the address was said at the start
      const { stack: changed, downstream: found } = await withDownstream(readSynthesized(), address, quiet);
      behind ??= found;
      const running = { ...options, started: stack, current, readerOf, surroundings, workers, entrance };
      const reloaded = await reloadService(running, changed);
      current = changed;
      return reloaded;
    },
  };
}

interface ServicesOptions {
  readonly region: string;
  readonly recorder?: JournalRecorder;
  readonly onStop: (stop: () => Promise<void>) => void;
}

/** Both at once: one loads in the main thread, the other beside it, and loading is most of what a start takes. */
async function startServices(
  options: LocalServiceOptions,
  { region, recorder, onStop }: ServicesOptions,
): Promise<{ readonly sqs: RunningSqs; readonly dynamodb: RunningService }> {
  const { packages } = options;
  const starting = [startSqs(packages, region, recorder), startDynamodb(packages, region, options)] as const;
  const results = await Promise.allSettled(starting);
  results.forEach((result) => result.status === 'fulfilled' && onStop(() => result.value.stop()));
  const [sqs, dynamodb] = await Promise.all(starting);
  return { sqs, dynamodb };
}

async function startSecretsOf(
  reader: StackReader,
  { downstream: { apiKey = 'local-api-key' } = {} }: LocalServiceOptions,
  onStop: (stop: () => Promise<void>) => void,
): Promise<string | undefined> {
  const secrets = readSecrets(reader, apiKey);
  if (secrets.length === 0) {
    return undefined;
  }
  const server = await startSecrets(secrets);
  onStop(() => server.stop());
  return server.url;
}

/** Functions first: a poller waits for the batch that it has given to one. */
async function stopWorker({ mapping, target }: LocalWorker): Promise<void> {
  const stopped = mapping.stop();
  await target.stop();
  await stopped;
}

/** Whether callers reach a GraphQL API without API Gateway before it. */
function isGraphqlAlone({ template: { Resources } }: SynthesizedStack): boolean {
  const types = Object.values(Resources).map(({ Type }) => Type);
  return types.includes('AWS::AppSync::GraphQLApi') && !types.includes('AWS::ApiGateway::RestApi');
}
