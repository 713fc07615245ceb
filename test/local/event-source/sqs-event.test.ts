import { describe, expect, it } from 'vitest';
import { sqsEvent } from '../../../src/local/event-source/sqs-event';

describe('sqsEvent', () => {
  it('is what Lambda makes of received messages', () => {
    const message = {
      MessageId: 'id',
      ReceiptHandle: 'handle',
      Body: '{}',
      MD5OfBody: 'md5',
      Attributes: { ApproximateReceiveCount: '2' },
      MessageAttributes: { principal: { DataType: 'String', StringValue: 'me' } },
    };
    expect(sqsEvent([message], { arn: 'arn:aws:sqs:eu-west-1:000000000000:orders' })).toEqual({
      Records: [
        {
          messageId: 'id',
          receiptHandle: 'handle',
          body: '{}',
          md5OfBody: 'md5',
          attributes: { ApproximateReceiveCount: '2' },
          messageAttributes: {
            principal: { dataType: 'String', stringValue: 'me', stringListValues: [], binaryListValues: [] },
          },
          eventSource: 'aws:sqs',
          eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:orders',
          awsRegion: 'eu-west-1',
        },
      ],
    });
  });
});
