import type { Server } from 'node:http';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { call, type JsonService, ServiceError } from './aws-json';
import { type StartedDynamodb, startJar } from './dynamodb-jar';
import type { RunningService } from './local-sqs';
import { SpillwayError } from '../../errors';
import type { DataDirectory } from '../journal/data-directory';
import { listenOnLoopback } from '../loopback-server';
import type { ProjectPackages } from '../project-packages';
import type { TableRequest } from '../template/tables';

/** What can stand in for DynamoDB: a package that needs nothing else, or Amazon's own, which needs Java. */
export type DynamodbPart = 'dynalite' | 'local-jar';

export interface DynamodbOptions {
  /** Default: dynalite. */
  readonly dynamodb?: DynamodbPart;
  /** What keeps the tables; without it, they are in memory. */
  readonly data?: Pick<DataDirectory, 'tablesPath'>;
}

/** Starts DynamoDB on a free port of the loopback interface. */
export async function startDynamodb(
  packages: ProjectPackages,
  region: string,
  { dynamodb = 'dynalite', data }: DynamodbOptions = {},
): Promise<RunningService> {
  const start = dynamodb === 'local-jar' ? startJar : startDynalite;
  return { targetPrefix: 'DynamoDB_20120810', region, ...(await start(packages, data?.tablesPath(dynamodb))) };
}

/** As much of dynalite as is used. */
type Dynalite = (options: { readonly createTableMs: number; readonly path: string }) => Server;

/** What a thread has written to a folder is only let go of with the whole process. */
async function startDynalite(packages: ProjectPackages, path?: string): Promise<StartedDynamodb> {
  return path === undefined ? startInThread(packages) : startWithFolder(packages, path);
}

/** What handlers ask of it costs several times what their messages cost the API, which would stand still meanwhile. */
async function startInThread(packages: ProjectPackages): Promise<StartedDynamodb> {
  // a text, because the program takes the number 0 for no port at all, and 4567 instead
  const argv = ['--host', '127.0.0.1', '--port', ' 0', '--createTableMs', '0'];
  const thread = new Worker(packages.pathOf('dynalite/cli.js'), { argv, stdout: true });
  const endpoint = await announcedUrl(thread);
  return { endpoint, stop: async () => void (await thread.terminate()) };
}

async function startWithFolder(packages: ProjectPackages, path: string): Promise<StartedDynamodb> {
  const dynalite = await packages.load<Dynalite>('dynalite');
  const server = dynalite({ createTableMs: 0, path });
  const { port, stop } = await listenOnLoopback(server);
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}

/** `Dynalite listening at: <url>` */
async function announcedUrl(thread: Worker): Promise<string> {
  const lines = createInterface({ input: thread.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', (code) =>
      reject(new Error(`dynalite ended with code ${code} before it said where it listens`)),
    );
    lines.once('line', (text) => {
      thread.off('error', reject); // from now on, a failure of the thread is one of the whole process
      resolve(text);
    });
  });
  return line.replace(/^.*: /, '');
}

/**
 * Makes the tables of the template that are not there yet.
 *
 * @throws SpillwayError `data-directory-unusable` when one that is there has other keys than the template says
 */
export async function createTables(dynamodb: JsonService, tables: readonly TableRequest[]): Promise<void> {
  for (const input of tables) {
    try {
      await call(dynamodb, 'CreateTable', { input });
    } catch (error) {
      if (!(error instanceof ServiceError && error.code === 'ResourceInUseException')) {
        throw error;
      }
      await checkTable(dynamodb, input);
    }
  }
}

async function checkTable(dynamodb: JsonService, { TableName, KeySchema }: TableRequest): Promise<void> {
  const { Table } = await call<{ Table: { KeySchema: unknown; TableStatus: string } }>(dynamodb, 'DescribeTable', {
    input: { TableName },
  });
  const [kept, wanted] = [Table.KeySchema, KeySchema].map((keys) => JSON.stringify(keys));
  if (kept !== wanted || Table.TableStatus !== 'ACTIVE') {
    throw new SpillwayError(
      'data-directory-unusable',
      `table ${TableName} of an earlier run is ${Table.TableStatus} with the keys ${kept}, but the template has ${wanted}; ` +
        'give another directory for the data, or empty this one',
    );
  }
}
