import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { dynamodb } from './dynamodb-client';
import { environmentVariable } from './environment';
import type { Message } from './message';

/** RETRYING: failed, and will be tried again. FAILED: went to the dead-letter queue, from where a redrive may bring it back. */
export type Status = 'PROCESSING' | 'RETRYING' | 'FAILED' | 'SUCCEEDED';

/** Days that a caller can ask for a status after its last change. */
const statusRetentionDays = 7;

const tableName = environmentVariable('STATUS_TABLE_NAME');
const worker = environmentVariable('POWERTOOLS_SERVICE_NAME');

/**
 * Writes the status of a message. A message that succeeded stays so: what a late duplicate reports is dropped.
 *
 * @param result what the business code returned, as JSON text
 */
export async function writeStatus(message: Message, status: Status, result?: string): Promise<void> {
  try {
    await dynamodb.send(updateCommand(message, status, result));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
  }
}

function updateCommand({ id, principal }: Message, status: Status, result?: string): UpdateItemCommand {
  const now = new Date();
  const attributes = {
    status,
    principal,
    updatedAt: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1000) + statusRetentionDays * 24 * 60 * 60,
    ...(result === undefined ? {} : { result }),
  };
  const names = Object.keys(attributes);
  return new UpdateItemCommand({
    TableName: tableName,
    Key: marshall({ id, worker }),
    UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
    ConditionExpression: 'attribute_not_exists(#status) OR #status <> :succeeded',
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall({
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
      ':succeeded': 'SUCCEEDED',
    }),
  });
}
