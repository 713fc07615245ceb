import type { NodeProject } from 'projen/lib/javascript';

/** What runs in Lambda; bundled with the handlers. */
const runtime = [
  '@aws-lambda-powertools/batch@2.35.0',
  '@aws-lambda-powertools/idempotency@2.35.0',
  '@aws-lambda-powertools/logger@2.35.0',
  '@aws-lambda-powertools/metrics@2.35.0',
  '@aws-sdk/client-dynamodb@3.1164.0',
  '@aws-sdk/util-dynamodb@3.996.9',
];

/** What builds, tests and operates the service. */
const development = [
  '@aws-sdk/client-cloudformation@3.1164.0',
  '@aws-sdk/client-sqs@3.1169.0',
  '@types/aws-lambda@8.10.164',
  '@types/node@^20',
  'cdk-nag@3.0.2',
  'esbuild@0.28.2',
  'tsx@4.23.15',
  'velocityjs@2.1.7',
  'vite@^7.3.8',
  'vitest@4.1.12',
];

/** Every version is stated: an open one would be filled in by the first `npx projen` and change package.json. */
export function addServiceDependencies(project: NodeProject): void {
  project.addDeps(...runtime);
  project.addDevDeps(...development);
  // newer ones lack the binaries of some platforms, and a lock file without them fails `npm ci`
  project.package.addPackageResolutions('rollup@4.67.4');
  // the runner is tsx; projen's CDK app asks for ts-node all the same
  project.deps.removeDependency('ts-node');
}
