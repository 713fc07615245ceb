import { CfnOutput, CfnParameter, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { WorkerConcurrency } from './concurrency';
import type { QueueWorker } from './queue-worker';

/** Share of the function's timeout that the calls of one batch may take; the rest is for everything else. */
const callShare = 0.9;

export interface DownstreamApiProps {
  /** The workers that call the API. */
  readonly callers: readonly QueueWorker[];
}

/** The HTTP API behind the workers: where it is, and the key for it, which nobody but the workers can read. */
export class DownstreamApi extends Construct {
  private readonly baseUrl: CfnParameter;
  private readonly apiKey: CfnSecret;

  constructor(scope: Construct, id: string, { callers }: DownstreamApiProps) {
    super(scope, id);
    this.baseUrl = new CfnParameter(Stack.of(this), 'DownstreamBaseUrl', {
      description: 'Base URL of the HTTP API that the workers call',
      allowedPattern: '^https://\\S+$',
      constraintDescription: 'an address that begins with https://',
    });
    // Created empty: a value in the template would be readable for everyone who can read the template.
    this.apiKey = new CfnSecret(this, 'ApiKey', { description: 'API key for the HTTP API that the workers call' });
    Validations.of(this.apiKey).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason: 'The key belongs to another system; its owner rotates it and puts the new one in.',
    });
    new CfnOutput(this, 'ApiKeySecretArn', {
      value: this.apiKey.ref,
      description: 'Put the API key for the HTTP API behind the workers into this secret',
    }).overrideLogicalId('DownstreamApiKeySecretArn');
    callers.forEach((worker) => this.connect(worker));
  }

  private connect({ handler, limits }: QueueWorker): void {
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.apiKey.ref] }),
    );
    handler.addEnvironment('DOWNSTREAM_API_KEY_SECRET', this.apiKey.ref);
    handler.addEnvironment('DOWNSTREAM_BASE_URL', this.baseUrl.valueAsString);
    handler.addEnvironment('DOWNSTREAM_TIMEOUT_MS', String(callTimeoutMs(limits)));
  }
}

/** Longest call, in ms. The messages of a batch are handled one after another, and all of them may hang. */
function callTimeoutMs({ functionTimeoutSeconds, batchSize }: WorkerConcurrency): number {
  return Math.floor((callShare * functionTimeoutSeconds * 1000) / batchSize);
}
