import { deviceLevel } from './topics';

/** Version of the SQL engine; AWS asks for it in every rule. */
export const sqlVersion = '2016-03-23';

/**
 * Puts each message into an envelope. The payload stays nested: at the top, a device's own "id" or "principal" would
 * stand for the one that AWS IoT Core vouches for.
 */
export function ruleSql(topicFilter: string): string {
  const columns = ['newuuid() AS id', 'principal() AS principal', `topic(${deviceLevel}) AS device`, '* AS payload'];
  return `SELECT ${columns.join(', ')} FROM '${topicFilter}'`;
}
