import { createContext, Script } from 'node:vm';
import type { DataSourceRequest } from './data-sources';
import { SpillwayError } from '../../errors';

/** The two functions of a resolver. Neither waits for anything. */
export interface ResolverProgram {
  request(context: object): DataSourceRequest;
  response(context: object): unknown;
}

/** As much of esbuild as is used. */
export interface Esbuild {
  transformSync(code: string, options: { readonly format: 'cjs' }): { readonly code: string };
}

export interface ProgramOptions {
  /** For messages and stack traces. */
  readonly name: string;
  readonly esbuild: Esbuild;
  /** What the resolver gets for `@aws-appsync/utils`. */
  readonly utilities: object;
  /** Is told of each line that the resolver logs. */
  readonly log: (line: string) => void;
}

const utilitiesPackage = '@aws-appsync/utils';

/**
 * Loads the code of a resolver, with nothing of Node.js around it. More JavaScript runs here than AppSync takes, such as
 * `for` loops and promises: that is for the linter of the project to find.
 *
 * @throws SpillwayError `unsupported-template` for code that does not load
 */
export function loadResolver(code: string, { name, esbuild, utilities, log }: ProgramOptions): ResolverProgram {
  const module = { exports: {} as Partial<ResolverProgram> };
  const write = (...values: readonly unknown[]) =>
    log(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
  const context = createContext({
    module,
    exports: module.exports,
    require: (wanted: string) => {
      if (wanted !== utilitiesPackage) {
        throw new Error(`import of "${wanted}"`);
      }
      return utilities;
    },
    console: { log: write, info: write, warn: write, error: write },
  });
  try {
    const program = esbuild.transformSync(code, { format: 'cjs' });
    new Script(program.code, { filename: `${name}.js` }).runInContext(context);
  } catch (error) {
    throw new SpillwayError('unsupported-template', `resolver ${name} does not load: ${(error as Error).message}`);
  }
  const { request, response } = module.exports;
  if (!request || !response) {
    throw new SpillwayError('unsupported-template', `resolver ${name} has no ${request ? 'response' : 'request'}`);
  }
  return { request, response };
}
