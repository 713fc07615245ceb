import { NodePackageManager, type NodeProject } from 'projen/lib/javascript';

interface Dependencies {
  /** What runs in Lambda; bundled with the handlers. */
  readonly runtime?: readonly string[];
  /** What builds, tests and operates the service. */
  readonly development?: readonly string[];
}

/** What the files of each layer of templates import, exact versions. */
const dependencies: Readonly<Record<string, Dependencies>> = {
  base: {
    runtime: [
      '@aws-lambda-powertools/batch@2.35.0',
      '@aws-lambda-powertools/idempotency@2.35.0',
      '@aws-lambda-powertools/logger@2.35.0',
      '@aws-lambda-powertools/metrics@2.35.0',
      '@aws-sdk/client-dynamodb@3.1164.0',
      '@aws-sdk/util-dynamodb@3.996.9',
    ],
    development: [
      '@aws-sdk/client-cloudformation@3.1164.0',
      '@aws-sdk/client-sqs@3.1169.0',
      '@types/aws-lambda@8.10.164',
      '@types/node@^20',
      'cdk-nag@3.0.2',
      'esbuild@0.28.2',
      'tsx@4.23.15',
      'vite@^7.3.8',
      'vitest@4.1.12',
    ],
  },
  'gateway/rest': { development: ['velocityjs@2.1.7'] },
  'gateway/mutual-tls': { development: ['@peculiar/x509@2.2.0', 'reflect-metadata@0.2.2', 'undici@7.30.2'] },
  'api/graphql': {
    development: ['@aws-appsync/eslint-plugin@2.0.2', '@aws-appsync/utils@2.1.1', 'eslint@9.39.5', 'graphql@16.15.0'],
  },
  'api-auth/graphql-sigv4': {
    development: ['@aws-sdk/credential-provider-node@3.972.97', '@smithy/core@3.41.0', '@smithy/signature-v4@5.7.5'],
  },
  'api-response/graphql-subscription': { development: ['@types/ws@8.18.2', 'ws@8.23.0'] },
  'api-auth/rest-sqs-sigv4': {
    development: ['@aws-sdk/credential-provider-node@3.972.97', '@smithy/core@3.41.0', '@smithy/signature-v4@5.7.5'],
  },
  'api/iot': { development: ['@aws-sdk/client-iot@3.1164.0', '@peculiar/x509@2.2.0', 'reflect-metadata@0.2.2'] },
  'api-auth/iot-sigv4': { development: ['@aws-sdk/credential-providers@3.1164.0', '@aws-sdk/types@3.975.1'] },
  'api-auth-protocol/iot-x509-mqtt': { development: ['aedes@1.2.0', 'mqtt@5.16.0'] },
  'api-auth-protocol/iot-sigv4-mqtt-wss': {
    development: [
      '@aws-crypto/sha256-js@5.2.0',
      '@smithy/signature-v4@5.7.5',
      '@types/ws@8.18.2',
      'aedes@1.2.0',
      'mqtt@5.16.0',
      'ws@8.23.0',
    ],
  },
  'api-auth-protocol/iot-sigv4-https': { development: ['@aws-sdk/client-iot-data-plane@3.1138.0'] },
  'downstream/http': {
    runtime: ['@aws-lambda-powertools/parameters@2.35.0', '@aws-sdk/client-secrets-manager@3.1163.0', 'undici@7.30.2'],
  },
};

/** Every version is stated: an open one would be filled in by the first `npx projen` and change package.json. */
export function addServiceDependencies(project: NodeProject, layers: readonly string[]): void {
  const needs = layers.flatMap((layer) => dependencies[layer] ?? []);
  const runtime = new Set(needs.flatMap((need) => need.runtime ?? []));
  const development = new Set(needs.flatMap((need) => need.development ?? []));
  project.addDeps(...runtime);
  project.addDevDeps(...[...development].filter((dependency) => !runtime.has(dependency)));
  addOverrides(project, layers);
  // the runner is tsx; projen's CDK app asks for ts-node all the same
  project.deps.removeDependency('ts-node');
}

/** What other packages ask for and must not get. */
function addOverrides(project: NodeProject, layers: readonly string[]): void {
  // newer ones lack the binaries of some platforms, and a lock file without them fails `npm ci`
  project.package.addPackageResolutions('rollup@4.67.4');
  if (layers.includes('api/graphql') && project.package.packageManager === NodePackageManager.NPM) {
    // the plugin's own range ends at TypeScript 5, while the parser inside takes 6; npm would refuse to install
    const overrides = { rollup: '4.67.4', '@aws-appsync/eslint-plugin': { typescript: '$typescript' } };
    project.package.addField('overrides', overrides);
  }
}
