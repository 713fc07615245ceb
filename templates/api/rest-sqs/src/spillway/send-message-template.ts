/**
 * The body of the SQS SendMessage call, in the AWS query protocol. The caller's JSON becomes the message as it is; the
 * values that the worker trusts go beside it as attributes, where no body can forge them.
 *
 * @param caller the mapping-template expression that names the authenticated caller
 */
export function sendMessageTemplate(caller: string): string {
  return [
    'Action=SendMessage',
    'Version=2012-11-05',
    'MessageBody=$util.urlEncode($input.body)',
    ...stringAttribute(1, 'requestId', '$context.requestId'),
    ...stringAttribute(2, 'principal', caller),
  ].join('&');
}

function stringAttribute(position: number, name: string, expression: string): string[] {
  return [
    `MessageAttribute.${position}.Name=${name}`,
    `MessageAttribute.${position}.Value.DataType=String`,
    `MessageAttribute.${position}.Value.StringValue=$util.urlEncode(${expression})`,
  ];
}
