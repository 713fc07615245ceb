import { parseArgs } from 'node:util';

export const usage = 'usage: attach-identity <identity-id> [--dry-run]';

/** How Cognito names an identity: the Region and a UUID. */
const identityIdPattern = /^[a-z0-9-]+:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface AttachOptions {
  readonly identityId: string;
  /** Print the call instead of making it. */
  readonly dryRun: boolean;
}

/** @throws Error that says what is wrong with the arguments */
export function parseAttachOptions(args: readonly string[]): AttachOptions {
  const { values, positionals } = parseArgs({
    args: args.filter((arg) => arg !== '--'), // some package managers pass their own separator on
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false } },
  });
  const [identityId = '', ...others] = positionals;
  if (!identityIdPattern.test(identityId) || others.length > 0) {
    throw new Error('give one id of an identity, such as us-east-1:12345678-abcd-abcd-abcd-1234567890ab');
  }
  return { identityId, dryRun: values['dry-run'] };
}
