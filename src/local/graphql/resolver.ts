import type { AskDataSource } from './data-sources';
import type { ResolverProgram } from './resolver-program';
import { EarlyReturn, ResolverRefusal, type Wishes } from './resolver-utilities';
import type { FilterGroups } from './subscription-filter';

/** Who calls, as a resolver sees it (`ctx.identity` with AWS_IAM). */
export interface IamIdentity {
  readonly accountId: string;
  readonly sourceIp: readonly string[];
  readonly username: string;
  readonly userArn: string;
}

/** One run of a resolver, from outside. */
export interface ResolverCall {
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly source: unknown;
  readonly identity: IamIdentity;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Resolved {
  readonly value: unknown;
  /** Who may hear of what is published; for subscriptions. */
  readonly subscriptionFilter?: FilterGroups;
}

export interface ResolverParts {
  readonly typeName: string;
  readonly fieldName: string;
  readonly program: ResolverProgram;
  readonly ask: AskDataSource;
  readonly environment: Readonly<Record<string, string>>;
  /** Says what runs until it is told otherwise. */
  readonly enter: (wishes: Wishes) => void;
}

/** A resolver of AppSync: a function before the data source, and one after it. */
export class Resolver {
  constructor(private readonly parts: ResolverParts) {}

  /** Such as `Mutation.submitOrders`. */
  get name(): string {
    return `${this.parts.typeName}.${this.parts.fieldName}`;
  }

  /** @throws ResolverRefusal, or what the resolver's code failed with */
  async run({ arguments: args, source, identity, headers }: ResolverCall): Promise<Resolved> {
    const { fieldName, typeName, program, ask, environment: env, enter } = this.parts;
    const wishes: Wishes = { fieldName, typeName };
    const info = { fieldName, parentTypeName: typeName };
    const context: Record<string, unknown> = { env, identity, info, source, request: { headers }, stash: {} };
    Object.assign(context, { args, arguments: args, result: null, error: null });
    try {
      enter(wishes);
      const request = program.request(context);
      Object.assign(context, await settle(ask(request)));
      enter(wishes);
      return { value: program.response(context), subscriptionFilter: wishes.subscriptionFilter };
    } catch (error) {
      if (error instanceof EarlyReturn) {
        return { value: error.value };
      }
      throw error;
    }
  }
}

/** `ctx.result`, or `ctx.error`: failing is for the resolver to see. */
async function settle(answer: Promise<unknown>): Promise<object> {
  try {
    return { result: await answer };
  } catch (error) {
    return { error: { message: (error as Error).message, type: 'DataSourceError' } };
  }
}

/** How a failure of a resolver is told to the caller; `isOwn` where the resolver meant it. */
export function describeFailure(error: unknown) {
  if (error instanceof ResolverRefusal) {
    const { message, errorType, data, errorInfo } = error;
    return { isOwn: true, message, errorType, data, errorInfo };
  }
  const message = error instanceof Error ? error.message : String((error as { message?: unknown }).message ?? error);
  return { isOwn: false, message, errorType: 'Code', data: null, errorInfo: null };
}
