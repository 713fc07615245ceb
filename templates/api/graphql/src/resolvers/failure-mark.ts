/** Stands in the log wherever a request failed although the caller did nothing wrong; the ServerErrors alarm counts it. */
export const failureMark = 'front door failed';
