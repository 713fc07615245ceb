import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-appsync';
import { buildSync } from 'esbuild';

const root = join(__dirname, '../..');

/** Values that belong to one resolver alone, by the name under which its source declares them. */
export type ResolverConstants = Readonly<Record<string, string>>;

/** The code of a resolver in `src/resolvers`, as one file. A constant may be a token: it reaches the template as a reference. */
export function resolverCode(name: string, constants: ResolverConstants = {}): Code {
  return Code.fromInline(bundleResolver(name, constants));
}

/** The JavaScript that AppSync gets: an ES module without imports other than that of its own utilities. */
export function bundleResolver(name: string, constants: ResolverConstants): string {
  const { outputFiles } = buildSync({
    absWorkingDir: root, // paths in the comments of the bundle are relative to it
    entryPoints: [join(root, 'src/resolvers', `${name}.ts`)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'esnext',
    external: ['@aws-appsync/utils'],
    define: Object.fromEntries(Object.entries(constants).map(([key, value]) => [key, JSON.stringify(value)])),
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
