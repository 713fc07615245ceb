import { parseArgs } from 'node:util';

export const usage = 'usage: certificates [client ...]';

/** The name becomes a file name and the common name of the certificate. */
const clientName = /^[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?$/;

/** Names of files that are not a client's. */
const reserved = ['authority', 'server'];

/**
 * Names of the clients that get a certificate; one named `client` when no name is given.
 *
 * @throws Error that says what is wrong with the arguments
 */
export function parseClientNames(args: readonly string[]): readonly string[] {
  const { positionals } = parseArgs({
    args: args.filter((arg) => arg !== '--'), // some package managers pass their own separator on
    allowPositionals: true,
    options: {},
  });
  const refused = positionals.find((name) => !clientName.test(name) || reserved.includes(name));
  if (refused !== undefined) {
    throw new Error(
      `${JSON.stringify(refused)} is not a client's name: 1 to 64 of a-z, 0-9, . and -, not ${reserved.join(' or ')}`,
    );
  }
  return positionals.length > 0 ? positionals : ['client'];
}
