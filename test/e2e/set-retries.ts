import { readFileSync, writeFileSync } from 'node:fs';

interface Template {
  readonly Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

export interface Retries {
  readonly maxReceiveCount: number;
  /** Visibility timeout of the queues. */
  readonly seconds: number;
}

/** Changes a synthesized template so that a test need not wait long for a message to fail for good. */
export function setRetries(path: string, { maxReceiveCount, seconds }: Retries): void {
  const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
  for (const { Type, Properties = {} } of Object.values(template.Resources)) {
    if (Type === 'AWS::SQS::Queue' && Properties.RedrivePolicy) {
      Properties.VisibilityTimeout = seconds;
      Object.assign(Properties.RedrivePolicy, { maxReceiveCount });
    }
  }
  writeFileSync(path, JSON.stringify(template));
}
