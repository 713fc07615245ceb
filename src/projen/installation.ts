import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

/** What npm records in node_modules of a package that it installed. */
interface InstalledPackage {
  /** Where it came from; a configuration may leave out the addresses of registries. */
  readonly resolved?: string;
  /** `sha512-` and the base64 digest of the tarball. */
  readonly integrity?: string;
  readonly link?: boolean;
}

/**
 * Whether a package manager fetched the package from a registry.
 *
 * @param root folder of the package
 */
export function cameFromRegistry(root: string): boolean {
  // pnpm names the folder after the source: `spillway@1.2.3` from a registry, `spillway@file+...` from a tarball
  const store = root.split(sep).at(-3) ?? '';
  if (/^spillway@/.test(store)) {
    return /^spillway@\d/.test(store);
  }
  const record = npmRecord(root);
  return record !== undefined && !record.link && (record.resolved === undefined || /^https?:/.test(record.resolved));
}

/**
 * The tarball that npm installed the package from, if it is still there unchanged.
 *
 * @param root folder of the package
 */
export function originalTarball(root: string): string | undefined {
  const { resolved = '', integrity } = npmRecord(root) ?? {};
  if (!resolved.startsWith('file:')) {
    return undefined;
  }
  const project = resolve(root, '..', '..');
  const path = resolve(project, resolved.slice('file:'.length));
  return existsSync(path) && integrityOf(path) === integrity ? path : undefined;
}

function integrityOf(path: string): string {
  return `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
}

function npmRecord(root: string): InstalledPackage | undefined {
  const modules = dirname(root);
  const lockFile = join(modules, '.package-lock.json');
  if (basename(modules) !== 'node_modules' || !existsSync(lockFile)) {
    return undefined;
  }
  const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages?: Record<string, InstalledPackage> };
  return lock.packages?.[`node_modules/${basename(root)}`];
}
