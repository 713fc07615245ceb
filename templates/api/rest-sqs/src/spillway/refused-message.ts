import { type ErrorAnswer, errorBody, unavailable } from './integration-responses';

/** SQS refuses the message itself: it is over 1 MiB (attributes included), or has characters outside of XML 1.0. */
export const refusedMessage: ErrorAnswer = {
  statusCode: '400',
  message: 'the message is larger than 1 MiB, or holds characters that a queue does not take',
};

/** The codes by which it does. */
const messageFaults = ['InvalidMessageContents', 'InvalidParameterValue'];

/**
 * The answer to a 400 of SQS. In the query protocol, a missing queue and throttling are a 400 as well: what does not name a
 * fault of the message is an outage, and answered as one, so that callers come back and the ServerErrors alarm fires.
 */
export const refusedMessageTemplate = `#set($code = $input.path('$.Error.Code'))
#if(${messageFaults.map((fault) => `$code == '${fault}'`).join(' || ')})
${errorBody(refusedMessage)}
#else
#set($context.responseOverride.status = ${unavailable.statusCode})
${errorBody(unavailable)}
#end`;
