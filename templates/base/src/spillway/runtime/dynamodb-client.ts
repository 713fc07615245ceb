import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** One client for each execution environment: a warm function keeps its connections. */
export const dynamodb = new DynamoDBClient({});
