import type { javascript } from 'projen';

/** What runs in Lambda; bundled with the handlers. */
const runtime = [
  '@aws-lambda-powertools/batch@2.35.0',
  '@aws-lambda-powertools/idempotency@2.35.0',
  '@aws-lambda-powertools/logger@2.35.0',
  '@aws-lambda-powertools/metrics@2.35.0',
  '@aws-sdk/client-dynamodb@3.1164.0',
  '@aws-sdk/util-dynamodb@3.996.9',
];

/** What builds, tests and operates every service. */
const development = [
  '@aws-sdk/client-cloudformation@3.1164.0',
  '@aws-sdk/client-sqs@3.1169.0',
  '@types/aws-lambda@8.10.164',
  '@types/node@^20',
  'cdk-nag@3.0.2',
  'esbuild@0.28.2',
  'tsx@4.23.15',
  'vite@^7.3.8',
  'vitest@4.1.12',
];

/** What the clients and tests of one kind of service need beside that; a kind is named like its template layer. */
const developmentOf: Readonly<Record<string, readonly string[]>> = {
  'api/rest-sqs': ['velocityjs@2.1.7'],
  'api/iot': ['@aws-sdk/client-iot@3.1164.0', '@peculiar/x509@2.2.0', 'reflect-metadata@0.2.2'],
  'api-auth/iot-sigv4': ['@aws-sdk/credential-providers@3.1164.0', '@aws-sdk/types@3.975.1'],
  'api-auth-protocol/iot-x509-mqtt': ['aedes@1.2.0', 'mqtt@5.16.0'],
  'api-auth-protocol/iot-sigv4-mqtt-wss': [
    '@aws-crypto/sha256-js@5.2.0',
    '@smithy/signature-v4@5.7.5',
    '@types/ws@8.18.1',
    'aedes@1.2.0',
    'mqtt@5.16.0',
    'ws@8.23.0',
  ],
  'api-auth-protocol/iot-sigv4-https': ['@aws-sdk/client-iot-data-plane@3.1138.0'],
};

/** Every version is stated: an open one would be filled in by the first `npx projen` and change package.json. */
export function addServiceDependencies(project: javascript.NodeProject, layers: readonly string[]): void {
  project.addDeps(...runtime);
  project.addDevDeps(...development, ...layers.flatMap((layer) => developmentOf[layer] ?? []));
  // the runner is tsx; projen's CDK app asks for ts-node all the same
  project.deps.removeDependency('ts-node');
}
