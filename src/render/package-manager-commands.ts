import type { ServiceSpec } from '../spec/service-spec';

/** How the user's package manager spells what a README tells to do. */
export interface PackageManagerCommands {
  /** Installs the dependencies. */
  readonly install: string;
  /** Runs a script of package.json; the script's name follows. */
  readonly run: string;
  /** Runs a program of a dependency; its name follows. */
  readonly exec: string;
}

const commands: Readonly<Record<ServiceSpec['packageManager'], PackageManagerCommands>> = {
  npm: { install: 'npm install', run: 'npm run', exec: 'npx' },
  pnpm: { install: 'pnpm install', run: 'pnpm run', exec: 'pnpm exec' },
  yarn: { install: 'yarn install', run: 'yarn run', exec: 'yarn' },
  bun: { install: 'bun install', run: 'bun run', exec: 'bunx' },
};

export function packageManagerCommands(packageManager: ServiceSpec['packageManager']): PackageManagerCommands {
  return commands[packageManager];
}
