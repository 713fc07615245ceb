import { readFileSync, writeFileSync } from 'node:fs';

type Properties = Record<string, unknown>;

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties?: Properties }>;
}

export interface Retries {
  readonly maxReceiveCount: number;
  /** Visibility timeout of the queues. */
  readonly seconds: number;
}

/** Changes a synthesized template so that a test need not wait long for a message to fail for good. */
export function setRetries(path: string, { maxReceiveCount, seconds }: Retries): void {
  changeEach(path, 'AWS::SQS::Queue', (properties) => {
    if (properties.RedrivePolicy) {
      properties.VisibilityTimeout = seconds;
      Object.assign(properties.RedrivePolicy, { maxReceiveCount });
    }
  });
}

/** Sets properties of every resource of a type. */
export function setProperties(path: string, type: string, values: Properties): void {
  changeEach(path, type, (properties) => Object.assign(properties, values));
}

function changeEach(path: string, type: string, change: (properties: Properties) => void): void {
  const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
  for (const { Type, Properties: properties = {} } of Object.values(template.Resources)) {
    if (Type === type) {
      change(properties);
    }
  }
  writeFileSync(path, JSON.stringify(template));
}
