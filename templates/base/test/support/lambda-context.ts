import type { Context } from 'aws-lambda';

/** As much of a Lambda context as the worker reads. */
export const lambdaContext = {
  awsRequestId: 'invocation-1',
  functionName: 'worker',
  functionVersion: '$LATEST',
  getRemainingTimeInMillis: () => 10_000,
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:worker',
  memoryLimitInMB: '512',
} as Context;
