import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpillwayError } from '../../errors';

/** A resource of a template, as the CDK wrote it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** One stack of a cloud assembly. */
export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  readonly template: Template;
  /** Folder of each asset by its object key in the bucket for assets. */
  readonly assets: ReadonlyMap<string, string>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
}

interface AssetManifest {
  readonly files?: Readonly<Record<string, AssetFile>>;
}

interface AssetFile {
  readonly source: { readonly path?: string };
  readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
}

/**
 * Reads a stack from what `cdk synth` wrote.
 *
 * @param directory the cloud assembly, `cdk.out`
 * @throws SpillwayError `unsupported-template` when it is not there or holds no such stack
 */
export function readStack(directory: string, name: string): SynthesizedStack {
  const manifestFile = join(directory, 'manifest.json');
  if (!existsSync(manifestFile)) {
    throw new SpillwayError('unsupported-template', `${directory} holds no synthesized app; leave out --no-synth`);
  }
  const { artifacts } = readJson(manifestFile) as { artifacts: Readonly<Record<string, Artifact>> };
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const found = stacks.find(([id, { properties }]) => (properties?.stackName ?? id) === name);
  if (!found) {
    const names = stacks.map(([id]) => id).join(', ') || 'none';
    throw new SpillwayError('unsupported-template', `${directory} has no stack "${name}", but: ${names}`);
  }
  const [, { environment = '', properties = {} }] = found;
  return {
    name,
    region: environment.split('/').at(-1)!,
    template: readJson(join(directory, properties.templateFile ?? '')) as Template,
    assets: readAssets(directory, Object.values(artifacts)),
  };
}

function readAssets(directory: string, artifacts: readonly Artifact[]): ReadonlyMap<string, string> {
  const manifests = artifacts.filter(({ type }) => type === 'cdk:asset-manifest');
  const files = manifests.flatMap(({ properties }) => {
    const manifest = readJson(join(directory, properties?.file ?? '')) as AssetManifest;
    return Object.values(manifest.files ?? {});
  });
  return new Map(
    files.flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, join(directory, source.path ?? '')] as const),
    ),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
