import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { packageRoot } from '../package-info';
import type { ServiceSpec } from '../spec/service-spec';

/** A file of a layer, before it is rendered. */
export interface LayerFile {
  /** Where it lies below templates/, for error messages. */
  readonly source: string;
  /** Path in the written project; `[worker]` stands for each worker's name. */
  readonly path: string;
  readonly text: string;
  /** Static files are copied as they are. */
  readonly isTemplate: boolean;
}

const templatesDirectory = join(packageRoot, 'templates');
const templateSuffix = '.hbs';

type Cell = Pick<
  ServiceSpec,
  'api' | 'auth' | 'response' | 'protocols' | 'identityPool' | 'handlerParallelism' | 'downstream'
>;

/** What stands before a cell and is no part of its API style, by api and auth: several styles can share it. */
const gateways: Partial<Record<`${Cell['api']}-${Cell['auth']}`, readonly string[]>> = {
  'rest-sqs-sigv4': ['gateway/rest'],
  'rest-sqs-x509': ['gateway/rest', 'gateway/mutual-tls'],
  'graphql-x509': ['gateway/rest', 'gateway/mutual-tls'],
};
/** Cells whose devices have IAM credentials, which they may also get from an identity pool. */
const cellsWithIdentityPool: readonly string[] = ['iot-sigv4'];

/** API styles that give their caller an id; a device only learns that its message arrived. */
const answeredApis: readonly Cell['api'][] = ['rest-sqs', 'graphql'];

/** Responses for which the status of each message is kept. */
const responsesWithStatus: readonly Cell['response'][] = ['polling', 'subscription'];

/** Whether callers can learn what became of a message. */
export function hasStatus({ response }: Pick<Cell, 'response'>): boolean {
  return responsesWithStatus.includes(response);
}

/**
 * The folders below templates/ that make up a project, the general before the special. A combination that needs nothing
 * of its own has no folder.
 */
export function layersOf(spec: Cell): string[] {
  const { api, auth, response, protocols = [], identityPool, handlerParallelism, downstream } = spec;
  const pools = cellsWithIdentityPool.includes(`${api}-${auth}`) ? [identityPool] : [];
  return [
    'base',
    `batch/${handlerParallelism}`,
    ...(answeredApis.includes(api) ? ['answered'] : []),
    ...(gateways[`${api}-${auth}`] ?? []),
    `api/${api}`,
    `auth/${auth}`,
    ...(hasStatus(spec) ? ['status', `api-status/${api}`] : []),
    `response/${response}`,
    `downstream/${downstream}`,
    `api-auth/${api}-${auth}`,
    `api-response/${api}-${response}`,
    ...protocols.map((protocol) => `api-auth-protocol/${api}-${auth}-${protocol}`),
    ...pools.flatMap((pool) => [
      `identity-pool/${pool}`,
      ...protocols.map((protocol) => `identity-pool-protocol/${pool}-${protocol}`),
    ]),
    ...loadTestLayers(spec),
    `local/${api}`,
    `local/${api}-${auth}`,
  ].filter((layer) => existsSync(join(templatesDirectory, layer)));
}

/** What sends a load test, by how callers or devices reach the service. */
function loadTestLayers({ api, auth, response, protocols = [] }: Cell): string[] {
  if (api === 'iot') {
    const isOverHttps = protocols.includes('https');
    return [
      api,
      `${api}-${auth}`,
      ...(isOverHttps ? [`${api}-https`] : []),
      ...protocols.map((it) => `${api}-${auth}-${it}`),
    ].map((name) => `load-test/${name}`);
  }
  const followed = hasStatus({ response }) ? ['followed', response, `${api}-status`] : [];
  return ['http', api, `http-${auth}`, ...followed].map((name) => `load-test/${name}`);
}

/** All files of a layer, sorted by path. */
export function readLayer(layer: string): LayerFile[] {
  return listFiles(join(templatesDirectory, layer)).map((path) => {
    const isTemplate = path.endsWith(templateSuffix);
    return {
      source: `${layer}/${path}`,
      path: isTemplate ? path.slice(0, -templateSuffix.length) : path,
      text: readFileSync(join(templatesDirectory, layer, path), 'utf8'),
      isTemplate,
    };
  });
}

/** Text that templates include by name: the file name below templates/partials without its suffix. */
export function readPartials(): Record<string, string> {
  const layer = 'partials';
  if (!existsSync(join(templatesDirectory, layer))) {
    return {};
  }
  return Object.fromEntries(readLayer(layer).map(({ path, text }) => [path, text]));
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .map((path) => path.split(sep).join('/'))
    .sort();
}
