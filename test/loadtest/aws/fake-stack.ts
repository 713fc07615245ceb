import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Refusal } from '../../account/fake-aws';
import { type Call, identify, send } from '../../account/wire-formats';

/** What a deployed stack of the worker `orders` looks like from outside; tests change some of it. */
export interface StackContents {
  readonly outputs: Readonly<Record<string, string>>;
  /** Messages by queue: ready, and received. Each look takes the next, the last one stays. */
  readonly depths: Readonly<Record<string, readonly (readonly [visible: number, inFlight: number])[]>>;
  /** Values by metric, with the seconds since 1970 at which each period begins. Each read takes the next, the last stays. */
  readonly metrics: readonly Readonly<Record<string, readonly (readonly [time: number, value: number])[]>>[];
  /** Values of the metrics of the entrance, by name. */
  readonly entrance?: Readonly<Record<string, readonly number[]>>;
  readonly resources?: readonly (readonly [type: string, id: string])[];
}

function resource([ResourceType, PhysicalResourceId]: readonly [type: string, id: string]): object {
  return { ResourceType, PhysicalResourceId, LogicalResourceId: 'R', LastUpdatedTimestamp: new Date(0) };
}

const account = '111122223333';
const functionArn = `arn:aws:lambda:eu-west-1:${account}:function:shop-ordersHandler-1A2B`;

/** Speaks the wire formats of the services that a load test asks, on the loopback interface. */
export class FakeStack {
  readonly calls: Call[] = [];
  private readonly server: Server;
  private readonly taken = new Map<string, number>();
  private address = '';

  constructor(private readonly contents: StackContents) {
    this.server = createServer((request, response) => {
      void text(request).then((body) => {
        const call = identify(request, body);
        this.calls.push(call);
        send(response, call, this.answer(call));
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this.address;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer({ operation, input }: Call): object {
    const answers: Readonly<Record<string, () => object>> = {
      ListStackResources: () => this.resourcePage(Number(input.NextToken ?? 0)),
      DescribeStacks: () => ({ Stacks: [this.stack()] }),
      GetAccountSettings: () => ({ AccountLimit: { ConcurrentExecutions: 500 } }),
      GetFunctionConcurrency: () => ({ ReservedConcurrentExecutions: 8 }),
      ListEventSourceMappings: () => ({
        EventSourceMappings: [{ FunctionArn: functionArn, ScalingConfig: { MaximumConcurrency: 7 } }],
      }),
      GetQueueUrl: () => ({ QueueUrl: `${this.address}/${account}/${String(input.QueueName)}` }),
      GetQueueAttributes: () => this.depth(String(input.QueueUrl).split('/').at(-1)!),
      GetMetricData: () => this.metricData(input.MetricDataQueries as { Id: string; Label?: string }[]),
    };
    return answers[operation]?.() ?? new Refusal(500, 'UnscriptedOperation', `nobody expects ${operation}`);
  }

  /** One resource on each page. */
  private resourcePage(index: number): object {
    const { resources = [] } = this.contents;
    const NextToken = index + 1 < resources.length ? String(index + 1) : undefined;
    return { StackResourceSummaries: resources.slice(index, index + 1).map(resource), NextToken };
  }

  private stack(): object {
    const Outputs = Object.entries(this.contents.outputs).map(([OutputKey, OutputValue]) => ({
      OutputKey,
      OutputValue,
    }));
    return { StackName: 'shop', CreationTime: new Date(0), StackStatus: 'CREATE_COMPLETE', Outputs };
  }

  private depth(queue: string): object {
    const [visible, inFlight] = this.next(queue, this.contents.depths[queue] ?? [[0, 0]]);
    return {
      Attributes: {
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(inFlight),
      },
    };
  }

  private metricData(queries: readonly { Id: string; Label?: string }[]): object {
    if (queries.every(({ Label }) => Label !== undefined)) {
      return {
        MetricDataResults: queries.map(({ Id, Label }) => ({ Id, Values: this.contents.entrance?.[Label!] ?? [] })),
      };
    }
    const metrics = this.next('metrics', this.contents.metrics);
    return {
      MetricDataResults: queries.map(({ Id }) => ({
        Id,
        Timestamps: (metrics[Id] ?? []).map(([time]) => time),
        Values: (metrics[Id] ?? []).map(([, value]) => value),
      })),
    };
  }

  private next<T>(what: string, answers: readonly T[]): T {
    const index = this.taken.get(what) ?? 0;
    this.taken.set(what, index + 1);
    return answers[Math.min(index, answers.length - 1)]!;
  }
}
