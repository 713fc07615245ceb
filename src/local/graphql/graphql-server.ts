import { graphqlDoor, graphqlPath } from './graphql-door';
import type { GraphqlEngine } from './graphql-engine';
import { RealtimeServer } from './realtime';
import type { Report } from '../local-event';
import type { RunningServer } from '../loopback-server';
import type { ProjectPackages } from '../project-packages';
import type { AnswerRequest, RestAnswer } from '../rest/answer-request';
import { startRestServer, type TakeUpgrade } from '../rest/rest-server';
import type { Verify } from '../rest/signature';

export interface ServeOptions {
  readonly engine: GraphqlEngine;
  readonly packages: ProjectPackages;
  readonly verify: Verify;
}

/**
 * A GraphQL API that callers reach without a gateway. Functions are told its address before they are made, and it answers
 * only once they are: that is why it listens first and serves later.
 */
export class GraphqlServer {
  /** @param options `port` is 0 for any free one */
  static async listen(options: { readonly port: number; readonly report: Report }): Promise<GraphqlServer> {
    const server = new GraphqlServer();
    server.listener = await startRestServer(async (request) => server.answer(request), {
      ...options,
      takeUpgrade: (...upgrade) => server.takeUpgrade(...upgrade),
    });
    return server;
  }

  private listener!: RunningServer;
  private realtime: RealtimeServer | undefined;
  private answer: AnswerRequest = answerEarly;

  private constructor() {}

  get url(): string {
    return `http://127.0.0.1:${this.listener.port}${graphqlPath}`;
  }

  /**
   * Begins to answer; WebSockets too, where the schema has subscriptions. Called again, it answers with another engine, and
   * subscriptions to the one before end.
   */
  async serve({ engine, packages, verify }: ServeOptions): Promise<void> {
    const realtime = engine.hasSubscriptions ? await RealtimeServer.load(packages, engine, verify) : undefined;
    this.realtime?.stop();
    this.realtime = realtime;
    this.answer = graphqlDoor(engine, verify);
  }

  async stop(): Promise<void> {
    this.realtime?.stop();
    await this.listener.stop();
  }

  private takeUpgrade(...[request, socket, head]: Parameters<TakeUpgrade>): void {
    if (this.realtime) {
      this.realtime.upgrade(request, socket, head);
    } else {
      socket.destroy();
    }
  }
}

/** Nobody knows the address yet but the functions, which do not run yet. */
async function answerEarly(): Promise<RestAnswer> {
  return { status: 503, body: '{"errors":[{"message":"starting"}]}' };
}
