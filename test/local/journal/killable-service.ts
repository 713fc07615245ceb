import { join } from 'node:path';
import { DataDirectory } from '../../../src/local/journal/data-directory';
import { ProjectPackages } from '../../../src/local/project-packages';
import { startLocalService } from '../../../src/local/start-local-service';

/** A process of its own that runs a shop, so that it can be killed. Arguments: assembly, data, program of the threads. */
async function main([assembly, path, program]: string[]): Promise<void> {
  const data = DataDirectory.claim(path!, { service: 'shop', region: 'eu-west-1' });
  if (!(data instanceof DataDirectory)) {
    throw new Error(data.message);
  }
  const { url, sqsEndpoint, dynamodbEndpoint } = await startLocalService({
    packages: new ProjectPackages(join(__dirname, '../../..'), 'npm install'),
    program,
    project: assembly!,
    certificatesCommand: 'npm run certificates',
    assemblyDirectory: assembly!,
    stackName: 'shop',
    codeDirectory: join(assembly!, 'code'),
    data,
    devicesDirectory: join(assembly!, 'devices'),
    accountConcurrency: 50,
    coldStartMs: 0,
    port: 0,
    report: (event) => {
      if (event.type === 'restored' || event.type === 'problem') {
        console.log(JSON.stringify(event));
      }
    },
  });
  console.log(JSON.stringify({ type: 'ready', url, sqsEndpoint, dynamodbEndpoint }));
}

void main(process.argv.slice(2));
