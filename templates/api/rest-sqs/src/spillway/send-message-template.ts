/**
 * The body of the SQS SendMessage call, in the AWS query protocol. The caller's JSON becomes the message as it is; the
 * values that the worker trusts go beside it as attributes, where no body can forge them.
 *
 * @param callerAttributes the mapping-template expressions that name the authenticated caller, by attribute
 */
export function sendMessageTemplate(callerAttributes: Readonly<Record<string, string>>): string {
  const attributes = Object.entries({ requestId: '$context.requestId', ...callerAttributes });
  return [
    'Action=SendMessage',
    'Version=2012-11-05',
    'MessageBody=$util.urlEncode($input.body)',
    ...attributes.flatMap(([name, expression], index) => stringAttribute(index + 1, name, expression)),
  ].join('&');
}

function stringAttribute(position: number, name: string, expression: string): string[] {
  return [
    `MessageAttribute.${position}.Name=${name}`,
    `MessageAttribute.${position}.Value.DataType=String`,
    `MessageAttribute.${position}.Value.StringValue=$util.urlEncode(${expression})`,
  ];
}
