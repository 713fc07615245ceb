import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { call } from './aws-json';
import type { RunningService } from './local-sqs';
import type { ProjectPackages } from '../project-packages';
import type { TableRequest } from '../template/tables';

/**
 * Starts DynamoDB on a free port of the loopback interface; what it holds is in memory. It runs in a thread of its own:
 * what handlers ask of it costs several times what their messages cost the API, which would stand still meanwhile.
 */
export async function startDynamodb(packages: ProjectPackages, region: string): Promise<RunningService> {
  // a text, because the program takes the number 0 for no port at all, and 4567 instead
  const argv = ['--host', '127.0.0.1', '--port', ' 0', '--createTableMs', '0'];
  const thread = new Worker(packages.pathOf('dynalite/cli.js'), { argv, stdout: true });
  const endpoint = await announcedUrl(thread);
  return {
    endpoint,
    targetPrefix: 'DynamoDB_20120810',
    region,
    stop: async () => void (await thread.terminate()),
  };
}

/** `Dynalite listening at: <url>` */
async function announcedUrl(thread: Worker): Promise<string> {
  const lines = createInterface({ input: thread.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    thread.once('error', reject);
    lines.once('line', (text) => {
      thread.off('error', reject); // from now on, a failure of the thread is one of the whole process
      resolve(text);
    });
  });
  return line.replace(/^.*: /, '');
}

/** Makes the tables of the template, and waits until they can be written. */
export async function createTables(dynamodb: RunningService, tables: readonly TableRequest[]): Promise<void> {
  for (const input of tables) {
    await call(dynamodb, 'CreateTable', { input });
  }
}
