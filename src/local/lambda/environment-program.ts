import dns from 'node:dns';
import { createRequire } from 'node:module';
import os from 'node:os';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { EnvironmentData, EnvironmentMessage, EventMessage } from './environment-protocol';

/** The program of one execution environment: loads the handler once, then handles one event after the other. */

type Handler = (event: unknown, context: object) => unknown;
type Exports = Readonly<Record<string, unknown>> & { readonly default?: Readonly<Record<string, unknown>> };

const data = workerData as EnvironmentData;
const port = parentPort!;
const send = (message: EnvironmentMessage) => port.postMessage(message);

async function loadHandler({ file, exportName }: EnvironmentData): Promise<Handler> {
  const exported = await loadModule(file);
  const handler = exported[exportName] ?? exported.default?.[exportName];
  if (typeof handler !== 'function') {
    throw new Error(`${file} exports no function "${exportName}"`);
  }
  return handler as Handler;
}

/** With `require` where that can be: before it imports CommonJS, Node.js parses all of it twice more. */
async function loadModule(file: string): Promise<Exports> {
  try {
    return createRequire(file)(file) as Exports;
  } catch (error) {
    if (!['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      throw error;
    }
    // eslint-disable-next-line no-restricted-syntax -- the handler is the user's: no room's import, and known only here
    return (await import(pathToFileURL(file).href)) as Exports;
  }
}

function contextOf({ requestId, deadline }: EventMessage): object {
  const { functionName, memoryMb } = data;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${functionName}`,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: String(memoryMb),
  };
}

async function handle(handler: Handler, message: EventMessage): Promise<void> {
  const { requestId } = message;
  try {
    const result: unknown = await handler(JSON.parse(message.event), contextOf(message));
    // undefined for what JSON has no form for, such as a function
    const text = JSON.stringify(result) as string | undefined;
    send({ type: 'result', requestId, result: text ?? 'null' });
  } catch (error) {
    send({ type: 'error', requestId, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** URLs of local queues end in `.localhost`, which not every system resolves although RFC 6761 says to what. */
function resolveLocalhost(): void {
  const lookup = dns.lookup as (name: string, ...others: unknown[]) => void;
  const replacement = (name: string, ...others: unknown[]) => {
    lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...others);
  };
  dns.lookup = Object.assign(replacement, dns.lookup) as typeof dns.lookup;
}

/** On Linux, a priority is that of one thread: functions leave the API and the queues the time that those need. */
function yieldToServices(): void {
  if (process.platform !== 'linux') {
    return;
  }
  try {
    os.setPriority(Math.max(os.getPriority(), os.constants.priority.PRIORITY_BELOW_NORMAL)); // raising it is not allowed
  } catch {
    // a sandbox that forbids it: a load then slows the API down, and nothing fails
  }
}

async function main(): Promise<void> {
  yieldToServices();
  resolveLocalhost();
  if (data.nodeOptions !== undefined) {
    process.env.NODE_OPTIONS = data.nodeOptions;
    process.setSourceMapsEnabled(data.nodeOptions.includes('--enable-source-maps'));
  }
  const handler = await loadHandler(data);
  send({ type: 'loaded' });
  await new Promise((resolve) => setTimeout(resolve, data.coldStartMs));
  send({ type: 'ready' });
  port.on('message', (message: EventMessage) => void handle(handler, message));
}

void main();
