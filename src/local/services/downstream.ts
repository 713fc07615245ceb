import type { ServerResponse } from 'node:http';
import type { Report } from '../local-event';
import { type LoopbackServer, startLoopbackServer } from '../loopback-server';
import { pause } from '../pause';
import type { SynthesizedStack } from '../template/assembly';

/** The parameter of a stack that says where the API behind its workers is. */
const urlParameter = 'DownstreamBaseUrl';

export interface DownstreamOptions {
  /** Where the API is; without it, something stands in for it. */
  readonly url?: string;
  /** What a secret holds that the template leaves empty: the key for the API. Default: a text that opens nothing. */
  readonly apiKey?: string;
  /** Milliseconds that the stand-in takes to answer. Default: 0. */
  readonly latencyMs?: number;
  /** Calls at once that the stand-in takes; it answers 503 to one more. Default: any number. */
  readonly concurrency?: number;
}

export interface DownstreamSurroundings {
  readonly report: Report;
  readonly onStop: (stop: () => Promise<void>) => void;
}

/** The API behind the workers. */
export interface Downstream {
  readonly url: string;
  /** Nothing is behind the address but what stands in for it. */
  readonly isStandIn: boolean;
}

/**
 * Finds what the workers of a stack call, and starts a stand-in where nobody said what it is.
 *
 * @returns the stack that knows the address; `downstream` is absent where the stack does not ask for one
 */
export async function withDownstream(
  stack: SynthesizedStack,
  options: DownstreamOptions,
  { report, onStop }: DownstreamSurroundings,
): Promise<{ readonly stack: SynthesizedStack; readonly downstream?: Downstream }> {
  const { template } = stack;
  if (!template.Parameters?.[urlParameter]) {
    if (options.url !== undefined || options.latencyMs !== undefined) {
      const callee = options.url ?? 'a stand-in';
      report({ type: 'problem', message: `nothing calls ${callee}: the stack has no parameter ${urlParameter}` });
    }
    return { stack };
  }
  const standIn = options.url === undefined ? await startStandIn(options) : undefined;
  onStop(async () => standIn?.stop());
  const url = options.url ?? standIn!.url;
  const Parameters = { ...template.Parameters, [urlParameter]: { Default: url } };
  return { stack: { ...stack, template: { ...template, Parameters } }, downstream: { url, isStandIn: !!standIn } };
}

/** Answers 200 and an empty object to everything. */
async function startStandIn({ latencyMs = 0, concurrency = Infinity }: DownstreamOptions): Promise<LoopbackServer> {
  let calls = 0;
  return startLoopbackServer((request, response) => {
    request.resume();
    if (calls >= concurrency) {
      return answer(response, 503);
    }
    calls += 1;
    void pause(latencyMs).then(() => {
      calls -= 1;
      answer(response, 200);
    });
  });
}

function answer(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
}
