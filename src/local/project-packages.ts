import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SpillwayError } from '../errors';

interface PackageJson {
  readonly exports?: { readonly '.'?: { readonly import?: string | { readonly default?: string } } };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The packages of a written project. A local run takes its parts from there: Spillway brings none of them itself. */
export class ProjectPackages {
  private readonly require: NodeJS.Require;

  /**
   * @param directory the written project
   * @param install how its package manager installs, for messages
   */
  constructor(
    private readonly directory: string,
    private readonly install: string,
  ) {
    this.require = createRequire(join(directory, 'package.json'));
  }

  /**
   * Loads a package.
   *
   * @throws SpillwayError `missing-package`, with the command that installs it
   */
  async load<T>(name: string): Promise<T> {
    try {
      return this.require(name) as T;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') {
        return (await this.importModule(name)) as T;
      }
      throw code === 'MODULE_NOT_FOUND' ? this.missing(name, error) : error;
    }
  }

  /** Absolute path of a file in a package. */
  pathOf(file: string): string {
    const found = this.find(file);
    if (found === undefined) {
      throw this.missing(file.split('/')[0]!);
    }
    return found;
  }

  /** Like {@link pathOf}, for a package that need not be there. */
  find(file: string): string | undefined {
    try {
      return this.require.resolve(file);
    } catch {
      return undefined;
    }
  }

  /** `require` cannot find a package that offers itself to `import` alone. */
  private async importModule(name: string): Promise<unknown> {
    const folders = (this.require.resolve.paths(name) ?? []).map((folder) => join(folder, name));
    const folder = folders.find((candidate) => existsSync(join(candidate, 'package.json')))!;
    const target = readPackage(folder).exports?.['.']?.import;
    const entry = typeof target === 'object' ? target.default : target;
    // eslint-disable-next-line no-restricted-syntax -- a package of the written project: no rule speaks of it
    return import(pathToFileURL(join(folder, entry ?? 'index.js')).href);
  }

  private missing(name: string, cause?: unknown): SpillwayError {
    const { dependencies, devDependencies } = readPackage(this.directory);
    const isListed = name in { ...dependencies, ...devDependencies };
    const command = isListed ? `"${this.install}"` : '"npx projen", which adds and installs it';
    return new SpillwayError('missing-package', `package "${name}" is not installed; run ${command}`, { cause });
  }
}

function readPackage(directory: string): PackageJson {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as PackageJson;
}
