import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { call } from './aws-json';
import type { RunningService } from './local-sqs';
import type { ProjectPackages } from '../project-packages';
import type { TableRequest } from '../template/tables';

/** As much of dynalite as is used. */
type Dynalite = (options: { readonly createTableMs: number }) => Server;

/** Starts DynamoDB on a free port of the loopback interface; what it holds is in memory. */
export async function startDynamodb(packages: ProjectPackages, region: string): Promise<RunningService> {
  const dynalite = await packages.load<Dynalite>('dynalite');
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    targetPrefix: 'DynamoDB_20120810',
    region,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Makes the tables of the template, and waits until they can be written. */
export async function createTables(dynamodb: RunningService, tables: readonly TableRequest[]): Promise<void> {
  for (const input of tables) {
    await call(dynamodb, 'CreateTable', { input });
  }
}
