import { describe, expect, it } from 'vitest';
import { handledMessages } from '../../../src/local/event-source/handled-messages';
import type { ReceivedMessage } from '../../../src/local/event-source/message-queue';

const batch = ['a', 'b'].map((id) => ({ MessageId: id }) as ReceivedMessage);
const idsOf = (response: unknown) => handledMessages(batch, response).map(({ MessageId }) => MessageId);

describe('handledMessages', () => {
  it.each([[null], [undefined], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    'takes %j for success',
    (response) => expect(idsOf(response)).toEqual(['a', 'b']),
  );

  it('leaves out what is named', () => {
    expect(idsOf({ batchItemFailures: [{ itemIdentifier: 'a' }] })).toEqual(['b']);
  });

  it.each([[{ itemIdentifier: '' }], [{ itemIdentifier: null }], [{ id: 'a' }], [{ itemIdentifier: 'c' }], [null]])(
    'takes a failure %j for the failure of all',
    (failure) => expect(idsOf({ batchItemFailures: [{ itemIdentifier: 'a' }, failure] })).toEqual([]),
  );
});
