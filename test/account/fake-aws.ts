import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from '@aws-sdk/client-api-gateway';
import type { ListStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import type {
  GetAccountSettingsResponse,
  GetFunctionConcurrencyResponse,
  ListEventSourceMappingsResponse,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import type {
  GetServiceQuotaResponse,
  ListRequestedServiceQuotaChangeHistoryByQuotaResponse,
  RequestServiceQuotaIncreaseResponse,
} from '@aws-sdk/client-service-quotas';
import { identify, send, type Call } from './wire-formats';

/** What each operation answers, in the SDK's own types. */
interface Responses {
  readonly GetAccountSettings: GetAccountSettingsResponse;
  readonly ListFunctions: ListFunctionsResponse;
  readonly GetFunctionConcurrency: GetFunctionConcurrencyResponse;
  readonly ListEventSourceMappings: ListEventSourceMappingsResponse;
  readonly GetServiceQuota: GetServiceQuotaResponse;
  readonly ListRequestedServiceQuotaChangeHistoryByQuota: ListRequestedServiceQuotaChangeHistoryByQuotaResponse;
  readonly RequestServiceQuotaIncrease: RequestServiceQuotaIncreaseResponse;
  readonly GetAccount: Account;
  readonly ListStackResources: ListStackResourcesOutput;
}

export type Operation = keyof Responses;

/** An error as AWS sends it. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message = `refused with ${code}`,
  ) {}
}

export type Script = { readonly [K in Operation]?: (call: Call) => Responses[K] | Refusal };

/** A server on the loopback interface that speaks the wire formats of the services that are asked. */
export class FakeAws {
  readonly calls: Call[] = [];
  /** The most requests that were open at once. */
  mostAtOnce = 0;
  private readonly server: Server;
  private open = 0;

  constructor(public script: Script) {
    this.server = createServer((request, response) => {
      this.mostAtOnce = Math.max(this.mostAtOnce, ++this.open);
      response.once('close', () => this.open--);
      void read(request).then((body) => {
        const call = identify(request, body);
        this.calls.push(call);
        const answer = this.script[call.operation as Operation]?.(call);
        send(response, call, answer ?? new Refusal(500, 'UnscriptedOperation', `nobody expects ${call.operation}`));
      });
    });
  }

  /** @returns the address of the server */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  count(operation: Operation): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
