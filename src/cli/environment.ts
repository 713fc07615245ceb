import { serviceFields, type ServiceSpec } from '../spec/service-spec';

/** What the surroundings say about how to run, read once. */
export interface Environment {
  readonly workingDirectory: string;
  /** Nobody is there to answer: `CI`, or `yes` in npm's configuration. */
  readonly neverAsk: boolean;
  /** Both ends of the conversation are a terminal. */
  readonly hasTerminal: boolean;
  /** The package manager that started this program. */
  readonly packageManager: ServiceSpec['packageManager'] | undefined;
  /** `DOWNSTREAM_API_KEY`: the key for the API behind the workers of a local run. A flag would show it to everybody on the machine. */
  readonly downstreamApiKey?: string;
}

export function readEnvironment(): Environment {
  const { CI, npm_config_yes: yes, npm_config_user_agent: userAgent, DOWNSTREAM_API_KEY } = process.env;
  return {
    workingDirectory: process.cwd(),
    neverAsk: isTruthy(CI) || isTruthy(yes),
    hasTerminal: process.stdin.isTTY && process.stderr.isTTY,
    packageManager: packageManagerOf(userAgent),
    downstreamApiKey: DOWNSTREAM_API_KEY || undefined, // empty as good as not there
  };
}

function isTruthy(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}

/**
 * A user agent begins with the program's name and version, such as `pnpm/10.1.0 npm/? node/v22`. Yarn 1 is taken for
 * none: a written project asks for a newer Yarn, which Yarn 1 cannot stand in for.
 */
export function packageManagerOf(userAgent = ''): ServiceSpec['packageManager'] | undefined {
  const [name, version = ''] = userAgent.split(' ')[0]!.split('/');
  const parsed = serviceFields.packageManager.schema.safeParse(name);
  return parsed.success && !(parsed.data === 'yarn' && /^[01]\./.test(version)) ? parsed.data : undefined;
}
