/** What the stack sets on a worker, and what Lambda sets on every function. */
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_REGION: 'us-east-1',
  AWS_SECRET_ACCESS_KEY: 'test',
  GRAPHQL_URL: 'http://127.0.0.1:9/graphql', // nobody listens: a test that looks at it brings a server
  IDEMPOTENCY_TABLE_NAME: 'idempotency',
  MAX_RECEIVE_COUNT: '5',
  POWERTOOLS_DEV: 'true',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
  POWERTOOLS_METRICS_NAMESPACE: 'test',
  POWERTOOLS_SERVICE_NAME: 'test-worker',
  STATUS_TABLE_NAME: 'status',
});
