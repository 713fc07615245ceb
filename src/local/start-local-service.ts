import { type Entrance, prepareEntrance } from './entrance';
import { GraphqlServer } from './graphql/graphql-server';
import type { Report } from './local-event';
import { createWorkers, type LocalWorker } from './local-workers';
import type { ProjectPackages } from './project-packages';
import { type Reloaded, reloadService } from './reload-service';
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
export interface LocalService extends Entrance {
  readonly name: string;
  readonly region: string;
  readonly sqsEndpoint: string;
  readonly dynamodbEndpoint: string;
  readonly workers: readonly LocalWorker[];
  /**
   * Takes over what was synthesized since.
   *
   * @throws SpillwayError `unsupported-template`; everything goes on as before then
   */
  reloadStack(): Promise<Reloaded>;
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
  const readSynthesized = () => readStack(options.assemblyDirectory, options.stackName);
  let stack = readSynthesized();
  const { region } = stack;
  const sqs = await startSqs(packages, region);
  onStop(() => sqs.stop());
  const dynamodb = await startDynamodb(packages, region);
  onStop(() => dynamodb.stop());
  const graphqlServer = isGraphqlAlone(stack) ? await GraphqlServer.listen(options) : undefined;
  onStop(async () => graphqlServer?.stop());
  const readerOf = (it: SynthesizedStack) => new StackReader(it, (name) => sqs.queueUrl(name), graphqlServer?.url);
  const reader = readerOf(stack);
  const services = { sqs, dynamodb };
  const open = await prepareEntrance({ options, reader, services, graphqlServer, onStop });
  await createTables(dynamodb, readTables(reader));
  const surroundings = { region, sqs, dynamodb };
  const workers = await createWorkers({ ...options, reader, surroundings });
  onStop(async () => void (await Promise.all(workers.map(stopWorker))));
  const entrance = await open();
  workers.forEach(({ mapping }) => mapping.start());
  return {
    ...entrance,
    name: stack.name,
    region,
    sqsEndpoint: sqs.endpoint,
    dynamodbEndpoint: dynamodb.endpoint,
    workers,
    reloadStack: async () => {
      const changed = readSynthesized();
      const reloaded = await reloadService({ ...options, stack, readerOf, surroundings, workers, entrance }, changed);
      stack = changed;
      return reloaded;
    },
  };
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
