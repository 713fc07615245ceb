/** The id from the path, as JSON text. The replacement undoes the one escape that JSON does not know. */
const escapedId = `$util.escapeJavaScript($input.params('id')).replaceAll("\\\\'","'")`;

/** The body of the DynamoDB GetItem call. The worker is part of the key: it finds no message of another worker. */
export function getStatusTemplate(tableName: string, workerName: string): string {
  return `{"TableName":"${tableName}","Key":{"id":{"S":"${escapedId}"},"worker":{"S":"${workerName}"}}}`;
}

/**
 * The answer to a poll. Not there and not the caller's are one case, by intent: an answer that tells them apart would
 * let a caller find out which ids exist. The stored result is JSON already.
 *
 * @param caller the mapping-template expression that names the authenticated caller
 */
export function statusResponseTemplate(caller: string): string {
  return `#set($item = $input.path('$.Item'))
#if($item.principal.S && $item.principal.S == ${caller})
{"id":"$item.id.S","status":"$item.status.S","updatedAt":"$item.updatedAt.S"#if($item.result.S),"result":$item.result.S#end}
#else
#set($context.responseOverride.status = 404)
{"message":"unknown id, or not yet there"}
#end`;
}
