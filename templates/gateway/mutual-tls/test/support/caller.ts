/** A caller with characters that mean something in a form body. */
export const exampleCaller = 'CN=pump-7+OU=north&south,O="Acme, Inc."';

export const otherCaller = 'CN=eve';

/** What `$context.identity` tells a mapping template about an authenticated caller. */
export function identityOf(caller: string): object {
  return { clientCert: { subjectDN: caller, serialNumber: '51:7c' } };
}
