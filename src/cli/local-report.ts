import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deviceExample, deviceLines, type DevicesDescription, describeDevices } from './local-devices';
import { localCallers } from '../local/callers';
import type { LocalEvent } from '../local/local-event';
import { certificatesFolder } from '../local/rest/mutual-tls';
import type { RunDirectory } from '../local/run-directory';
import type { LocalService } from '../local/start-local-service';
import { isMetricsLine } from '../local/status/processed-messages';

/** What is said of an event to a person; nothing about what went well and needs no eye. */
export function describeEvent(event: LocalEvent): string | undefined {
  switch (event.type) {
    case 'request':
      return `${event.method} ${event.path} ${event.status} (${event.durationMs.toFixed(0)} ms)`;
    case 'accepted':
      return undefined;
    case 'invocation':
      return event.outcome === 'succeeded' ? undefined : `${event.function} ${event.outcome}: ${event.error ?? ''}`;
    case 'throttle':
      return `${event.function} throttled: ${event.reason}`;
    case 'batch':
      return event.dropped
        ? `${event.queue}: a batch of ${event.messages} was throttled until it timed out`
        : undefined;
    case 'log':
      return isMetricsLine(event.line) ? undefined : `${event.function} | ${event.line}`;
    case 'reloaded':
      return describeReload(event);
    case 'problem':
      return event.message;
  }
}

function describeReload({ changed, atStart }: Extract<LocalEvent, { type: 'reloaded' }>): string {
  const taken = changed.length > 0 ? `taken over: ${changed.join(', ')}` : 'synthesized again, with nothing new to run';
  return [taken, ...atStart.map((what) => `restart for ${what}`)].join('\n');
}

export interface RunDescription {
  readonly name: string;
  readonly region: string;
  readonly url: string;
  readonly statusUrl: string;
  readonly outputsFile: string;
  readonly sqsEndpoint: string;
  readonly dynamodbEndpoint: string;
  readonly routes: readonly string[];
  /** The request that the example makes. */
  readonly example: ExampleRequest;
  readonly workers: readonly string[];
  /** Who may call with a signature; none where callers have certificates. */
  readonly callers: typeof localCallers;
  /** Client certificates that are there; none where callers sign. */
  readonly certificates: readonly ClientFiles[];
  /** Who may publish, for a service of devices. */
  readonly devices?: DevicesDescription;
}

export interface ExampleRequest {
  /** The service that it is signed for, where callers sign. */
  readonly service: 'execute-api' | 'appsync';
  readonly url: string;
  /** JSON text. */
  readonly body: string;
}

/** To the first worker; a GraphQL API says at least that it is there, as only the schema knows what a message looks like. */
function exampleRequest({ url, urlOutput, routes, workers }: LocalService): ExampleRequest {
  const body = '{"query":"{ __typename }"}';
  if (urlOutput === 'GraphqlUrl') {
    return { service: 'appsync', url, body };
  }
  return routes.includes('POST /graphql')
    ? { service: 'execute-api', url: `${url}graphql`, body }
    : { service: 'execute-api', url: `${url}${workers[0]?.name ?? ''}`, body: '{}' };
}

/** Files of a client, relative to the project. */
export interface ClientFiles {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Everybody with a certificate of the authority for development can call; these have one already. */
function clientFiles(project: string): ClientFiles[] {
  const names = readdirSync(join(project, certificatesFolder)).filter((name) => name.endsWith('.key'));
  const clients = names.map((name) => name.slice(0, -'.key'.length));
  return clients
    .filter((name) => !['authority', 'server'].includes(name))
    .map((name) => ({
      authority: `${certificatesFolder}/authority.pem`,
      certificate: `${certificatesFolder}/${name}.pem`,
      key: `${certificatesFolder}/${name}.key`,
    }));
}

export interface RunSurroundings {
  readonly project: string;
  readonly statusUrl: string;
  readonly directory: RunDirectory;
}

export function describeRun(service: LocalService, { project, statusUrl, directory }: RunSurroundings): RunDescription {
  const { name, region, url, routes, sqsEndpoint, dynamodbEndpoint, workers, callersProve, iot } = service;
  return {
    name,
    region,
    url,
    statusUrl,
    outputsFile: directory.outputsFile,
    sqsEndpoint,
    dynamodbEndpoint,
    routes,
    example: exampleRequest(service),
    workers: workers.map((worker) => worker.name),
    callers: callersProve === 'signature' && !iot ? localCallers : [],
    certificates: callersProve === 'certificate' && !iot ? clientFiles(project) : [],
    ...(iot && { devices: describeDevices(iot) }),
  };
}

/** What a person needs to begin. */
export function banner(run: RunDescription): string {
  const width = Math.max(...run.callers.map(({ accessKeyId }) => accessKeyId.length));
  const door = run.devices ? 'devices' : 'API    ';
  return [
    `${run.name} is running; Ctrl-C stops it and forgets its messages`,
    '',
    `  ${door}   ${run.url}`,
    `  status    ${run.statusUrl}`,
    `  SQS       ${run.sqsEndpoint}`,
    `  DynamoDB  ${run.dynamodbEndpoint}`,
    `  outputs   ${run.outputsFile}`,
    '',
    ...(run.devices ? deviceLines(run.devices) : []),
    ...run.certificates.map(({ certificate, key }) => `  caller    ${certificate}  ${key}`),
    ...run.callers.map(
      ({ accessKeyId, secretAccessKey, arn }) => `  caller    ${accessKeyId.padEnd(width)}  ${secretAccessKey}  ${arn}`,
    ),
    '',
    ...(run.devices ? deviceExample(run.devices, run) : exampleCall(run)),
    '',
  ].join('\n');
}

/** In the name of the first caller. */
function exampleCall({ region, example, callers: [caller], certificates: [client] }: RunDescription): string[] {
  const request = `  --header 'content-type: application/json' --data '${example.body}' ${example.url}`;
  if (caller) {
    const { accessKeyId, secretAccessKey } = caller;
    return [
      `curl --aws-sigv4 "aws:amz:${region}:${example.service}" --user "${accessKeyId}:${secretAccessKey}" \\`,
      request,
    ];
  }
  if (client) {
    const { authority, certificate, key } = client;
    return [`curl --cacert ${authority} --cert ${certificate} --key ${key} \\`, request];
  }
  return [];
}
