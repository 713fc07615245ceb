import { cdk, javascript, TextFile, typescript } from 'projen';
import { restrictImports } from './projenrc/import-rules';
import { addTestTasks } from './projenrc/test-tasks';

/** Everything that a written project needs, so that the examples run from this repository's own node_modules. */
const writtenProjectDeps = [
  '@aws-appsync/eslint-plugin@2.0.2',
  '@aws-appsync/utils@2.1.1',
  '@aws-lambda-powertools/batch@2.35.0',
  '@aws-lambda-powertools/idempotency@2.35.0',
  '@aws-lambda-powertools/logger@2.35.0',
  '@aws-lambda-powertools/metrics@2.35.0',
  '@aws-crypto/sha256-js@5.2.0',
  '@aws-lambda-powertools/parameters@2.35.0',
  '@aws-sdk/client-api-gateway@3.1142.0',
  '@aws-sdk/client-cloudformation@3.1164.0',
  '@aws-sdk/client-cloudwatch@3.1164.0',
  '@aws-sdk/client-dynamodb@3.1164.0',
  '@aws-sdk/client-iot-data-plane@3.1138.0',
  '@aws-sdk/client-iot@3.1164.0',
  '@aws-sdk/client-lambda@3.1164.0',
  '@aws-sdk/client-secrets-manager@3.1163.0',
  '@aws-sdk/client-service-quotas@3.1138.0',
  '@aws-sdk/client-sqs@3.1169.0',
  '@aws-sdk/credential-provider-node@3.972.97',
  '@aws-sdk/credential-providers@3.1164.0',
  '@aws-sdk/types@3.975.1',
  '@aws-sdk/util-dynamodb@3.996.9',
  '@peculiar/x509@2.2.0',
  '@smithy/core@3.41.0',
  '@smithy/signature-v4@5.7.5',
  '@types/aws-lambda@8.10.164',
  '@types/ws@8.18.2',
  'aedes@1.2.0',
  'ajv-draft-04@1.0.0',
  'ajv@8.20.0',
  'aws-cdk-lib@2.276.0',
  'aws-cdk@2.1148.1',
  'cdk-nag@3.0.2',
  'dynalite@4.0.0',
  'esbuild@0.28.2',
  'fauxqs@1.9.2',
  'graphql@16.15.0',
  'jsep@1.6.0',
  'jsonpath-plus@10.4.0',
  'mqtt@5.16.0',
  'reflect-metadata@0.2.2',
  'undici@7.30.2',
  'velocityjs@2.1.7',
  'ws@8.23.0',
];

const project = new cdk.JsiiProject({
  name: 'spillway',
  description: 'Scaffolds serverless AWS services whose every throttle is derived from one concurrency budget.',
  author: 'Spillway',
  authorUrl: 'https://github.com/spillway/spillway',
  repositoryUrl: 'https://github.com/spillway/spillway.git',
  license: 'Apache-2.0',
  copyrightOwner: 'Spillway',
  keywords: ['aws', 'cdk', 'projen', 'serverless', 'sqs', 'lambda', 'concurrency', 'scaffold'],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.19.0',
  bin: { spillway: 'bin/spillway' },

  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  projenrcTsOptions: { runner: typescript.TypeScriptRunner.tsx() },
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3', // what jsii 6 and typescript-eslint take
  // no maps: they would double what each written project carries of Spillway in its tarball
  tsconfig: {
    compilerOptions: {
      module: 'node20',
      target: 'ES2022',
      lib: ['es2022'],
      inlineSourceMap: false,
      inlineSources: false,
    },
  },
  docgen: true,

  eslint: true,
  prettier: true,
  prettierOptions: { settings: { singleQuote: true, printWidth: 120, trailingComma: javascript.TrailingComma.ALL } },
  jest: false,

  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,

  peerDeps: ['projen@^0.103.25', 'constructs@^10.8.1'],
  bundledDeps: ['handlebars@^4.7.10', 'inquirer@^14.2.5', 'commander@^14.0.3', 'jsonc-parser@^3.3.1'],
  devDeps: [
    'fast-check@^4.10.2',
    'playwright-core@^1.65.1',
    'tsx@^4.23.15',
    'vitest@^4.1.12',
    'vite@^7.3.8',
    'yaml@^2.8.0',
    'zod@^4.6.7',
    ...writtenProjectDeps,
  ],
});

project.package.addVersion('0.1.0');
// newer ones lack the binaries of some platforms, and a lock file without them fails `npm ci`; and the plugin's own range
// stops at TypeScript 5, while its parser takes 6; and newer light-my-request need Node 22
project.package.addField('overrides', {
  'light-my-request': '6.6.0',
  rollup: '4.67.4',
  'unrs-resolver': '1.12.2',
  '@aws-appsync/eslint-plugin': { typescript: '$typescript' },
});
restrictImports(project);
addTestTasks(project);
project.npmignore?.exclude(
  '/.test-projects/',
  '/.ci/',
  '/docs/',
  '/generated-examples/',
  '/vitest*.ts',
  '/ARCHITECTURE.md',
  '/CONTRIBUTING.md',
);
// zod is 8 MB, most of it locales and older versions: only what is used of it goes into the package
project.compileTask.exec(
  'esbuild lib/spec/zod.js --bundle --minify --platform=node --target=node20 --allow-overwrite --outfile=lib/spec/zod.js --log-level=warning',
);
project.eslint?.allowDevDeps('src/spec/zod.ts');
// the compiler's banner about an old Node says nothing about what users run
project.compileTask.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.gitignore.exclude('/.test-projects/');
// an example is the exact tree that a user gets, and a template a part of one: neither is this repository's code
project.eslint?.addIgnorePattern('generated-examples/');
project.eslint?.addIgnorePattern('templates/');

project.synth();
