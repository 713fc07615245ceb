import { join } from 'node:path';
import { SpillwayError } from '../errors';
import type { LoadTarget, QueueState } from './load-target';
import type { LocalRunDescription } from './local-run';
import { type LocalSample, observeLocal } from './observe-local';
import { signingName } from './signing-name';
import type { WrittenService } from '../manifest';

/** Milliseconds of samples that surely hold the last one. */
const recentMs = 5000;

/** The local run of a project, as a target. */
export function localTarget({ directory, spec }: WrittenService, run: LocalRunDescription): LoadTarget {
  return {
    kind: 'local',
    url: run.url,
    region: run.region,
    environment: {
      SPILLWAY_LOADTEST_TARGET: run.url,
      SPILLWAY_LOADTEST_REGION: run.region,
      SPILLWAY_LOADTEST_SERVICE: signingName(spec),
      ...credentialsOf(run),
      ...certificatesOf(run, directory),
      ...devicesOf(run),
    },
    queues: async () => lastQueues(await samplesSince(run, Date.now() - recentMs)),
    observe: async (sent, { until }) => {
      const samples = await samplesSince(run, sent.beganAt - recentMs);
      return observeLocal(samples, { from: sent.beganAt, until, accountConcurrency: run.accountConcurrency });
    },
  };
}

/** In the name of the first caller, or of the first device that signs; nothing of the user's own account. */
function credentialsOf({ callers, devices }: LocalRunDescription): Record<string, string> {
  const { accessKeyId, secretAccessKey } = callers[0] ?? devices?.known[0] ?? {};
  return accessKeyId === undefined || secretAccessKey === undefined
    ? {}
    : { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: '' };
}

function certificatesOf({ certificates: [client] }: LocalRunDescription, project: string): Record<string, string> {
  return client
    ? {
        SPILLWAY_LOADTEST_AUTHORITY: join(project, client.authority),
        SPILLWAY_LOADTEST_CERTIFICATE: join(project, client.certificate),
        SPILLWAY_LOADTEST_KEY: join(project, client.key),
      }
    : {};
}

function devicesOf({ devices }: LocalRunDescription): Record<string, string> {
  return devices
    ? { SPILLWAY_LOADTEST_DEVICES: devices.directory, SPILLWAY_LOADTEST_AUTHORITY: devices.authorityFile }
    : {};
}

function lastQueues(samples: readonly LocalSample[]): readonly QueueState[] {
  const last = samples.at(-1);
  if (!last) {
    throw new SpillwayError('loadtest-failed', 'the local run has measured nothing for 5 s: this machine is too busy');
  }
  return last.workers.map(({ name, waiting, inFlight }) => ({ name, waiting, inFlight }));
}

async function samplesSince({ statusUrl }: LocalRunDescription, time: number): Promise<readonly LocalSample[]> {
  try {
    const response = await fetch(new URL(`metrics.json?since=${time}`, statusUrl));
    return ((await response.json()) as { readonly samples: readonly LocalSample[] }).samples;
  } catch (cause) {
    throw new SpillwayError('loadtest-failed', `the local run at ${statusUrl} does not answer any more`, { cause });
  }
}
