import { javascript } from 'projen';
import type { ServiceSpec } from '../spec/service-spec';

interface Dependencies {
  /** What runs in Lambda; bundled with the handlers. */
  readonly runtime?: readonly string[];
  /** What builds, tests and operates the service. */
  readonly development?: readonly string[];
}

/** Every version is stated: an open one would be filled in by the first `npx projen` and change package.json. */
const always: Dependencies = {
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
};

const byApi: Readonly<Record<ServiceSpec['api'], Dependencies>> = {
  'rest-sqs': { development: ['velocityjs@2.1.7'] },
  graphql: {
    development: ['@aws-appsync/eslint-plugin@2.0.2', '@aws-appsync/utils@2.1.1', 'eslint@9.39.5', 'graphql@16.15.0'],
  },
};

/** By api and auth. */
const byCell: Partial<Record<`${ServiceSpec['api']}-${ServiceSpec['auth']}`, Dependencies>> = {
  'graphql-sigv4': {
    development: [
      '@aws-crypto/sha256-js@5.2.0',
      '@aws-sdk/credential-provider-node@3.972.97',
      '@smithy/signature-v4@5.7.5',
    ],
  },
};

const byResponse: Partial<Record<ServiceSpec['response'], Dependencies>> = {
  subscription: { development: ['@types/ws@8.18.2', 'ws@8.23.0'] },
};

export function addServiceDependencies(
  project: javascript.NodeProject,
  { api, auth, response }: Pick<ServiceSpec, 'api' | 'auth' | 'response'>,
): void {
  for (const chosen of [always, byApi[api], byCell[`${api}-${auth}`], byResponse[response]]) {
    project.addDeps(...(chosen?.runtime ?? []));
    project.addDevDeps(...(chosen?.development ?? []));
  }
  if (api === 'graphql' && project.package.packageManager === javascript.NodePackageManager.NPM) {
    // the plugin's own range ends at TypeScript 5, while the parser inside takes 6; npm would refuse to install
    project.package.addField('overrides', { '@aws-appsync/eslint-plugin': { typescript: '$typescript' } });
  }
  // the runner is tsx; projen's CDK app asks for ts-node all the same
  project.deps.removeDependency('ts-node');
}
