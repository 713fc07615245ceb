import { type JsonSchema, JsonSchemaType, JsonSchemaVersion } from 'aws-cdk-lib/aws-apigateway';

/**
 * The JSON schema (draft 4) that a body must match to get into the queue of the worker; API Gateway answers 400 otherwise.
 * This file is yours: the more exact the schema, the fewer messages fail in the worker.
 */
export function messageSchema(workerName: string): JsonSchema {
  return {
    schema: JsonSchemaVersion.DRAFT4,
    title: `Message to ${workerName}`,
    type: JsonSchemaType.OBJECT,
  };
}
