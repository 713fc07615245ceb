import { util } from '@aws-appsync/utils';
import { failureMark } from './failure-mark';

/**
 * Ends the request with an error that is not the caller's. AppSync answers resolver errors with HTTP 200, so its own 5XXError
 * metric does not see them: the log line is what the alarm goes by.
 *
 * @param reason for the operators; the caller does not see it
 */
export function failUnavailable(reason: string): never {
  console.error(`${failureMark}: ${reason}`);
  util.error('temporarily unavailable, try again', 'Unavailable');
}
