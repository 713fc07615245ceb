/** `sqs` in `arn:aws:sqs:eu-west-1:111122223333:orders`; empty without an ARN. */
export function serviceIn(arn = ''): string {
  return arn.split(':')[2] ?? '';
}

/** The twelve digits of the account; undefined without an ARN that names one. */
export function accountIn(arn = ''): string | undefined {
  const account = arn.split(':')[4];
  return account && /^\d{12}$/.test(account) ? account : undefined;
}

/** Name of a function in its ARN, which may go on with a version or an alias; empty without an ARN. */
export function functionNameIn(arn = ''): string {
  return arn.split(':')[6] ?? '';
}
