import type { AwsCdkTypeScriptAppOptions } from 'projen/lib/awscdk';
import { CdkFeatureFlags } from 'projen/lib/awscdk/cdk-config';
import { NodePackageManager, TypeScriptModuleResolution } from 'projen/lib/javascript';
import { TypeScriptRunner } from 'projen/lib/typescript';
import { domainContext } from './domain-context';
import type { SpillwayServiceOptions } from './service-options';
import { layersOf } from '../render/template-layers';
import type { ServiceSpec } from '../spec/service-spec';

/** Versions that were proven together; npm would otherwise pick ones that need a newer Node or a newer CDK. */
export const versions = {
  cdk: '2.276.0',
  cdkCli: '2.1148.1',
  constructs: '10.8.1',
  projen: '0.103.25',
  typescript: '~7.0.2',
  /** For linters of resolvers, which need the compiler's API: the native compiler has none. */
  typescriptWithApi: '~6.0.3',
  node: '20.19.0',
} as const;

const nodePackageManagers: Readonly<Record<ServiceSpec['packageManager'], NodePackageManager>> = {
  npm: NodePackageManager.NPM,
  pnpm: NodePackageManager.PNPM,
  yarn: NodePackageManager.YARN_BERRY,
  bun: NodePackageManager.BUN,
};

/**
 * What projen's CDK app starts from. Whatever it would add beside the service (workflows, linters, Jest, samples,
 * discovery of handlers by file name) is switched off, because a template provides it or nothing does.
 */
export function appOptions(spec: ServiceSpec, options: SpillwayServiceOptions): AwsCdkTypeScriptAppOptions {
  return {
    ...identity(spec, options),
    ...toolchain,
    ...withoutExtras,
    context: contextOf(spec),
    packageManager: nodePackageManagers[spec.packageManager],
    typescriptVersion: spec.api === 'graphql' ? versions.typescriptWithApi : versions.typescript,
  };
}

function identity(spec: ServiceSpec, { outdir, parent, ...others }: SpillwayServiceOptions) {
  // with `projen new`, projen hands itself a note through the options
  const bootstrap = '__new__' in others ? { __new__: others.__new__ } : {};
  return { name: spec.name, defaultReleaseBranch: 'main', outdir, parent, licensed: false, ...bootstrap };
}

function contextOf(spec: ServiceSpec): Record<string, unknown> {
  return {
    // Makes errors of the CDK's own offline validator fail synth; without it they are warnings.
    '@aws-cdk/core:validateAgainstDefaultRules': true,
    ...(layersOf(spec).includes('gateway/mutual-tls') && domainContext(spec)),
  };
}

const toolchain = {
  cdkVersion: versions.cdk,
  cdkVersionPinning: true,
  cdkCliVersion: versions.cdkCli,
  constructsVersion: versions.constructs,
  projenVersion: versions.projen,
  minNodeVersion: versions.node,
  app: 'node --import tsx src/main.ts',
  featureFlags: CdkFeatureFlags.V2.ALL,
  runner: TypeScriptRunner.tsx(),
  disableTsconfigDev: true,
  tsconfig: {
    include: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts', 'clients/**/*.ts'],
    compilerOptions: {
      module: 'node20',
      moduleResolution: TypeScriptModuleResolution.NODE16,
      target: 'ES2022',
      lib: ['es2022'],
      types: ['node'],
      rootDir: '.',
      // a folder above may provide the types, as in a monorepo
      typeRoots: undefined,
      noEmit: true,
      declaration: false,
      skipLibCheck: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      strictPropertyInitialization: true,
      noFallthroughCasesInSwitch: true,
    },
  },
};

const withoutExtras = {
  projenrcJs: false,
  sampleCode: false,
  jest: false,
  eslint: false,
  github: false,
  buildWorkflow: false,
  release: false,
  depsUpgrade: false,
  package: false,
  npmignoreEnabled: false,
  entrypoint: '',
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
};
