import { parseArgs } from 'node:util';

export const usage = 'usage: register-device <thing-name> [--dry-run]';

/** What AWS IoT Core takes as the name of a thing, apart from a colon, which not every file system takes. */
const thingNamePattern = /^[a-zA-Z0-9_-]{1,128}$/;

export interface RegisterOptions {
  readonly thingName: string;
  /** Print the calls instead of making them. */
  readonly dryRun: boolean;
}

/** @throws Error that says what is wrong with the arguments */
export function parseRegisterOptions(args: readonly string[]): RegisterOptions {
  const { values, positionals } = parseArgs({
    args: args.filter((arg) => arg !== '--'), // some package managers pass their own separator on
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false } },
  });
  const [thingName = '', ...others] = positionals;
  if (!thingNamePattern.test(thingName) || others.length > 0) {
    throw new Error('give one name of a thing, of up to 128 letters, digits, - and _');
  }
  return { thingName, dryRun: values['dry-run'] };
}
