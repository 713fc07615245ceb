import { GraphqlClient } from '../../../clients/graphql-client';
import { publishField } from '../subscription-field-names';
import { dynamodb } from './dynamodb-client';
import { environmentVariable } from './environment';
import type { Message } from './message';
import type { Status } from './status-store';
import { logger } from './telemetry';

/** ms that the handling of a message waits for its publication at most. */
const timeoutMs = 3_000;

/** One client for each execution environment, with the credentials of the function. */
const client = new GraphqlClient({
  url: environmentVariable('GRAPHQL_URL'),
  region: environmentVariable('AWS_REGION'),
  credentials: () => dynamodb.config.credentials(),
  timeoutMs,
});

const document = publishDocument(environmentVariable('POWERTOOLS_SERVICE_NAME'));

/**
 * Tells the subscriber of a message. A failure is logged and not thrown: the work is done, the status is stored, and handling
 * the message again would not help.
 *
 * @param result what the business code returned, as JSON text
 */
export async function publishStatus({ id, principal }: Message, status: Status, result?: string): Promise<void> {
  try {
    await client.execute(document, { id, principal, status, updatedAt: new Date().toISOString(), result });
  } catch (error) {
    logger.error('status not published', { error, status });
  }
}

/** AppSync passes on to subscribers what is selected here, and their filters see no more than that. */
export function publishDocument(workerName: string): string {
  return `mutation ($id: ID!, $principal: String!, $status: Status!, $updatedAt: AWSDateTime!, $result: String) {
    ${publishField(workerName)}(
      id: $id, principal: $principal, status: $status, updatedAt: $updatedAt, result: $result
    ) { id principal status updatedAt result }
  }`;
}
