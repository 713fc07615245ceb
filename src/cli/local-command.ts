import { resolve as resolvePath } from 'node:path';
import type { Environment } from './environment';
import { listenForInterruption } from './local-interruption';
import { redriveRunning } from './local-redrive';
import { serve } from './local-serve';
import { reportProblems } from './problems';
import { readService } from './read-service';
import type { Terminal } from './terminal';
import type { Problem } from '../errors';
import { DataDirectory } from '../local/journal/data-directory';
import { RunDirectory } from '../local/run-directory';
import type { DynamodbPart } from '../local/services/local-dynamodb';
import type { WrittenService } from '../manifest';

export interface LocalRequest {
  readonly flags: {
    readonly synth: boolean;
    /** Take over changes of the sources; with `synth` off, those of the assembly. */
    readonly watch?: boolean;
    readonly json?: boolean;
    readonly accountConcurrency?: number;
    readonly coldStartMs: number;
    readonly port: number;
    readonly redrive?: string;
    readonly dataDir?: string;
    readonly dynamodb?: DynamodbPart;
    readonly downstreamUrl?: string;
    readonly downstreamMs?: number;
  };
  readonly environment: Environment;
  readonly terminal: Terminal;
}

/**
 * `spillway local`: runs the written project in the working directory until a signal comes.
 *
 * @returns the exit code
 */
export async function localCommand(request: LocalRequest): Promise<number> {
  const { flags, environment, terminal } = request;
  const read = readService(environment.workingDirectory);
  if ('problems' in read) {
    return reportProblems(read.problems, { terminal, asJson: flags.json === true });
  }
  const directory = new RunDirectory(environment.workingDirectory);
  if (flags.redrive !== undefined) {
    return redriveRunning(directory, flags.redrive, request);
  }
  directory.claim();
  const data = claimData(request, read.service);
  if (data && 'code' in data) {
    directory.remove();
    return reportProblems([data], { terminal, asJson: flags.json === true });
  }
  const interruption = listenForInterruption();
  try {
    await serve(request, { project: read.service, directory, data, interruption });
  } catch (error) {
    if (!interruption.aborted) {
      throw error; // otherwise, the run stopped on its way up, or a program that it had started got the signal, too
    }
  } finally {
    directory.remove();
    data?.release();
  }
  return 0;
}

function claimData(
  { flags: { dataDir }, environment }: LocalRequest,
  { spec: { name: service, region } }: WrittenService,
): DataDirectory | Problem | undefined {
  return dataDir === undefined
    ? undefined
    : DataDirectory.claim(resolvePath(environment.workingDirectory, dataDir), { service, region });
}
