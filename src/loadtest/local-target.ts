import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SpillwayError } from '../errors';
import type { LoadTarget, QueueState } from './load-target';
import type { LocalRunDescription } from './local-run';
import { type LocalSample, observeLocal } from './observe-local';
import { signingName } from './signing-name';
import type { WrittenService } from '../manifest';

/** Milliseconds of samples that surely hold the last one. */
const recentMs = 5000;
/** Milliseconds before the first message in which there is a sample, even where a load engine that starts takes the machine. */
const beforeMs = 60_000;
/** Milliseconds between two tries to get one. */
const retryMs = 500;

/**
 * The local run of a project, as a target.
 *
 * @param patienceMs how long it may have no measurement until it is given up
 * @throws SpillwayError `loadtest-failed` where it is not on this machine, or has no client certificate
 */
export function localTarget(
  { directory, spec }: WrittenService,
  run: LocalRunDescription,
  patienceMs = 10_000,
): LoadTarget {
  assertLoopback(run.url);
  if (spec.auth === 'x509' && spec.api !== 'iot' && run.certificates.length === 0) {
    throw new SpillwayError(
      'loadtest-failed',
      'the load test has no client certificate; run the script "certificates" with a name, then start the local run anew',
    );
  }
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
    queues: async () => lastQueues(run, patienceMs),
    observe: async (sent, { until }) => {
      const samples = await samplesSince(run, sent.beganAt - beforeMs);
      return observeLocal(samples, { from: sent.beganAt, until, accountConcurrency: run.accountConcurrency });
    },
  };
}

/** Whatever stands in the description of a run, load goes only to this machine. */
function assertLoopback(url: string): void {
  const { hostname } = new URL(url);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new SpillwayError('loadtest-failed', `the local run is said to be at ${url}, which is not on this machine`);
  }
}

/** In the name of the first caller, or of the first device that signs; nothing of the user's own account. */
function credentialsOf({ callers, devices }: LocalRunDescription): LoadTarget['environment'] {
  const { accessKeyId, secretAccessKey } = callers[0] ?? devices?.known[0] ?? {};
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined, // which the SDK would prefer
  };
}

function certificatesOf({ certificates: [client] }: LocalRunDescription, project: string): LoadTarget['environment'] {
  return client
    ? {
        SPILLWAY_LOADTEST_AUTHORITY: join(project, client.authority),
        SPILLWAY_LOADTEST_CERTIFICATE: join(project, client.certificate),
        SPILLWAY_LOADTEST_KEY: join(project, client.key),
      }
    : {};
}

function devicesOf({ devices }: LocalRunDescription): LoadTarget['environment'] {
  return devices
    ? { SPILLWAY_LOADTEST_DEVICES: devices.directory, SPILLWAY_LOADTEST_AUTHORITY: devices.authorityFile }
    : {};
}

/** A machine that is too busy to look at its queues each second gets some patience. */
async function lastQueues(run: LocalRunDescription, patienceMs: number): Promise<readonly QueueState[]> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const last = (await samplesSince(run, Date.now() - recentMs)).at(-1);
    if (last) {
      return last.workers.map(({ name, waiting, inFlight }) => ({ name, waiting, inFlight }));
    }
    await wait(retryMs);
  }
  throw new SpillwayError(
    'loadtest-failed',
    `the local run has measured nothing for ${patienceMs / 1000} s: this machine is too busy`,
  );
}

async function samplesSince({ statusUrl }: LocalRunDescription, time: number): Promise<readonly LocalSample[]> {
  try {
    const response = await fetch(new URL(`metrics.json?since=${time}`, statusUrl));
    return ((await response.json()) as { readonly samples: readonly LocalSample[] }).samples;
  } catch (cause) {
    throw new SpillwayError('loadtest-failed', `the local run at ${statusUrl} does not answer any more`, { cause });
  }
}
