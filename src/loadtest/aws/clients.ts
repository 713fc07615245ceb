import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as CloudFormationSdk from '@aws-sdk/client-cloudformation';
import type * as CloudWatchSdk from '@aws-sdk/client-cloudwatch';
import type * as IotSdk from '@aws-sdk/client-iot';
import type * as LambdaSdk from '@aws-sdk/client-lambda';
import type * as SqsSdk from '@aws-sdk/client-sqs';
import { SpillwayError } from '../../errors';
import { loadTestFolder } from '../load-engine';

export interface AwsClients {
  readonly cloudFormation: CloudFormationSdk.CloudFormation;
  readonly cloudWatch: CloudWatchSdk.CloudWatch;
  readonly lambda: LambdaSdk.Lambda;
  readonly sqs: SqsSdk.SQS;
  /** Where devices are the callers. */
  readonly iot?: IotSdk.IoT;
}

export interface ClientOptions {
  /** Root of the written project. */
  readonly project: string;
  readonly region: string;
  readonly withIot: boolean;
  /** Of the AWS configuration files; without it, what the SDK's default chain finds. */
  readonly profile?: string;
}

/** Attempts per call, the first included: an answer that is lost must not cost a load test of an hour. */
const maxAttempts = 6;

/** Milliseconds. Without them, a network that swallows packets would hold up a load test for minutes. */
const requestHandler = { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/**
 * Opens clients of the SDK that the load test or, around it, the written project has installed. Credentials come from the
 * SDK's default chain or the profile, and `AWS_ENDPOINT_URL` is obeyed.
 *
 * @throws SpillwayError `sdk-missing` where one is not installed
 */
export function openClients({ project, region, withIot, profile }: ClientOptions): AwsClients {
  const load = createRequire(join(project, loadTestFolder, 'package.json'));
  const options = { region, maxAttempts, requestHandler, ...(profile !== undefined && { profile }) };
  const { CloudFormation } = loadClient<typeof CloudFormationSdk>(load, '@aws-sdk/client-cloudformation');
  const { CloudWatch } = loadClient<typeof CloudWatchSdk>(load, '@aws-sdk/client-cloudwatch');
  const { Lambda } = loadClient<typeof LambdaSdk>(load, '@aws-sdk/client-lambda');
  const { SQS } = loadClient<typeof SqsSdk>(load, '@aws-sdk/client-sqs');
  return {
    cloudFormation: new CloudFormation(options),
    cloudWatch: new CloudWatch(options),
    lambda: new Lambda(options),
    sqs: new SQS(options),
    ...(withIot && { iot: new (loadClient<typeof IotSdk>(load, '@aws-sdk/client-iot').IoT)(options) }),
  };
}

/** Ends the connections, which would otherwise keep the process alive for a while. */
export function closeClients(clients: AwsClients): void {
  Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
}

function loadClient<T>(load: NodeJS.Require, name: string): T {
  try {
    return load(name) as T;
  } catch (cause) {
    const hint = 'install the dependencies of the project, and run "npx projen" before if its package.json lacks it';
    throw new SpillwayError('sdk-missing', `${name} is not installed in the project; ${hint}`, { cause });
  }
}
