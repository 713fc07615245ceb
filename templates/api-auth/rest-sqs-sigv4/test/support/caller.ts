/** A caller with characters that mean something in a form body. */
export const exampleCaller = 'arn:aws:sts::111122223333:assumed-role/shop/session+1@example.com';

export const otherCaller = 'arn:aws:iam::111122223333:user/eve';

/** What `$context.identity` tells a mapping template about an authenticated caller. */
export function identityOf(caller: string): object {
  return { userArn: caller };
}
