import { randomUUID } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import { marshall } from '@aws-sdk/util-dynamodb';
import { transformSync } from 'esbuild';
import { bundleResolver, type ResolverConstants } from '../../src/spillway/resolver-code';

/** What a resolver is given, as far as the resolvers of this service look at it. */
export interface ResolverContext {
  readonly args?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly error?: { readonly message: string; readonly type: string };
  readonly identity?: object | null;
  readonly request?: { readonly headers: Readonly<Record<string, string>> };
  readonly result?: unknown;
  readonly stash?: Record<string, unknown>;
}

/** Ends a resolver without its data source, or with an error. */
export class ResolverEnd extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly returned?: unknown,
  ) {
    super(message);
  }
}

export interface Resolver {
  request(context: ResolverContext): any;
  response(context: ResolverContext): any;
  /** What it wrote to the log. */
  readonly log: string[];
  /** Filters that it set on a subscription. */
  readonly filters: unknown[];
}

/** The code that AppSync gets, run in a realm of its own that offers nothing but AppSync's utilities. */
export function loadResolver(name: string, constants: ResolverConstants = {}): Resolver {
  const { code } = transformSync(bundleResolver(name, constants), { format: 'cjs' });
  const resolver = { log: [] as string[], filters: [] as unknown[] };
  const module = { exports: {} };
  const utilities = appsyncUtilities(resolver.filters);
  const realm = createContext({
    module,
    require: () => utilities,
    console: { error: (line: string) => resolver.log.push(line) },
  });
  runInContext(code, realm, { filename: `${name}.js` });
  return Object.assign(resolver, module.exports as Pick<Resolver, 'request' | 'response'>);
}

function appsyncUtilities(filters: unknown[]): object {
  return {
    util: {
      autoId: randomUUID,
      dynamodb: { toMapValues: marshall },
      error: (message: string, type: string) => end(type, message),
      transform: { toSubscriptionFilter: (filter: unknown) => filter },
      unauthorized: () => end('Unauthorized', 'not authorized'),
      urlEncode: (text: string) => new URLSearchParams({ text }).toString().slice('text='.length),
    },
    runtime: { earlyReturn: (value: unknown) => end('EarlyReturn', 'no data source is asked', value) },
    extensions: { setSubscriptionFilter: (filter: unknown) => filters.push(filter) },
  };
}

function end(type: string, message: string, returned?: unknown): never {
  throw new ResolverEnd(type, message, returned);
}
