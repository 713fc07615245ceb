import type { TaskOptions } from 'projen/lib/task';

/** What the files of a layer need of package.json. */
export interface LayerNeeds {
  /** Packages that run in Lambda; bundled with the handlers. */
  readonly runtime?: readonly string[];
  /** Packages that build, test and operate the service. */
  readonly development?: readonly string[];
  /** Packages of the load test, which has a package.json of its own: the load engine is larger than all the rest. */
  readonly loadTest?: readonly string[];
  /** Scripts beside those of every service. */
  readonly tasks?: Readonly<Record<string, TaskOptions>>;
}

const localTask: TaskOptions = {
  description: 'Runs the service on this machine, without an AWS account',
  exec: 'spillway local',
  receiveArgs: true,
};

/** By layer of templates. Versions are exact: those that were proven together. */
export const layerNeeds: Readonly<Record<string, LayerNeeds>> = {
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
      '@aws-sdk/client-lambda@3.1164.0',
      '@aws-sdk/client-service-quotas@3.1138.0',
      '@aws-sdk/client-sqs@3.1169.0',
      '@types/aws-lambda@8.10.164',
      '@types/node@^20',
      'cdk-nag@3.0.2',
      'esbuild@0.28.2',
      'tsx@4.23.15',
      'vite@^7.3.8',
      'vitest@4.1.12',
    ],
    // npm takes the later one where Node.js does
    loadTest: ['@aws-sdk/client-cloudwatch@3.1164.0', 'artillery@2.0.21 || 2.0.34'],
    tasks: {
      loadtest: {
        description:
          'Runs a load test that follows from the budget, and says whether the service keeps what it promises',
        exec: 'spillway loadtest',
        receiveArgs: true,
      },
      'loadtest:report': {
        description: 'Opens the report of the last load test',
        exec: 'spillway loadtest --report',
        receiveArgs: true,
      },
      'loadtest:distributed': {
        description: 'Runs a load test from many machines at once, in an AWS account',
        exec: 'spillway loadtest --distributed',
        receiveArgs: true,
      },
    },
  },
  'load-test/http-sigv4': {
    loadTest: ['@aws-sdk/credential-provider-node@3.972.97', '@smithy/core@3.41.0', '@smithy/signature-v4@5.7.5'],
  },
  'load-test/subscription': { loadTest: ['ws@8.23.0'] },
  'load-test/iot-sigv4': {
    loadTest: ['@aws-sdk/credential-providers@3.1164.0', '@smithy/core@3.41.0', '@smithy/signature-v4@5.7.5'],
  },
  'load-test/iot-x509-mqtt': { loadTest: ['mqtt@5.16.0'] },
  'load-test/iot-sigv4-mqtt-wss': { loadTest: ['mqtt@5.16.0'] },
  'gateway/rest': { development: ['@aws-sdk/client-api-gateway@3.1142.0', 'velocityjs@2.1.7'] },
  'gateway/mutual-tls': {
    development: ['@peculiar/x509@2.2.0', 'reflect-metadata@0.2.2', 'undici@7.30.2'],
    tasks: {
      certificates: {
        description: 'Makes an authority, a server certificate and client certificates for development',
        exec: 'tsx scripts/certificates.ts',
        receiveArgs: true,
      },
    },
  },
  'api/graphql': {
    development: ['@aws-appsync/eslint-plugin@2.0.2', '@aws-appsync/utils@2.1.1', 'eslint@9.39.5', 'graphql@16.15.0'],
    tasks: {
      lint: {
        description: 'Finds what the runtime of AppSync would refuse in a resolver',
        exec: 'eslint src/resolvers',
      },
    },
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
  'api-auth/iot-x509': {
    tasks: {
      'register-device': {
        description: 'Makes a thing and a certificate that may publish, in the account of the credentials in use',
        exec: 'tsx scripts/register-device.ts',
        receiveArgs: true,
      },
    },
  },
  'local/rest-sqs': {
    development: ['ajv-draft-04@1.0.0', 'ajv@8.20.0', 'dynalite@4.0.0', 'fauxqs@1.9.2', 'jsonpath-plus@10.4.0'],
    tasks: { local: localTask },
  },
  'local/iot': {
    development: ['dynalite@4.0.0', 'fauxqs@1.9.2', 'jsep@1.6.0'],
    tasks: { local: localTask },
  },
  'local/graphql': {
    development: ['dynalite@4.0.0', 'fauxqs@1.9.2'],
    tasks: { local: localTask },
  },
  'local/graphql-x509': { development: ['ajv-draft-04@1.0.0', 'ajv@8.20.0', 'jsonpath-plus@10.4.0'] },
  'identity-pool/cognito': {
    tasks: {
      'attach-identity': {
        description: 'Attaches the policy of devices to an identity, in the account of the credentials in use',
        exec: 'tsx scripts/attach-identity.ts',
        receiveArgs: true,
      },
    },
  },
};
