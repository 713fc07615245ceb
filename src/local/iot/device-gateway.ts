import type { AllowDevice, Device } from './devices';
import { runRules, type RuleSurroundings, type TopicRule } from './topic-rules';

/** Bytes that a message may have (general/latest/gr/iot-core.html). */
const largestPayloadBytes = 128 * 1024;

/** A message as a device sends it. */
export interface DeviceMessage {
  readonly topic: string;
  readonly payload: Buffer;
  /** Of its connection; there is none over HTTPS. */
  readonly clientId?: string;
}

export type PublishOutcome = 'accepted' | 'forbidden' | 'too-long';

export interface GatewayOptions extends RuleSurroundings {
  readonly rules: readonly TopicRule[];
  readonly allow: AllowDevice;
}

/** What AWS IoT Core does with a message, whatever protocol brought it. */
export class DeviceGateway {
  constructor(private options: GatewayOptions) {}

  /** Takes over other rules and policies; connections stay as they are. */
  change(parts: Pick<GatewayOptions, 'rules' | 'allow'>): void {
    this.options = { ...this.options, ...parts };
  }

  mayConnect(device: Device, clientId: string): boolean {
    const isAllowed = this.options.allow(device, { action: 'iot:Connect', resource: `client/${clientId}`, clientId });
    if (!isAllowed) {
      this.refuse('CONNECT', clientId);
    }
    return isAllowed;
  }

  /** Tells of somebody who could not prove to be a device, or not the one that it goes by. */
  refuse(method: 'CONNECT' | 'PUBLISH', path: string): void {
    this.options.report({ type: 'request', method, path, status: 403, durationMs: 0 });
  }

  /** Tells of a message that was a request to the endpoint itself. */
  answered(path: string, status: number): void {
    this.options.report({ type: 'request', method: 'PUBLISH', path, status, durationMs: 0 });
  }

  /** Tells of a message that could not be read to its end. */
  failed(path: string, { message }: Error): void {
    this.options.report({ type: 'problem', message: `PUBLISH ${path}: ${message}` });
  }

  /** For what goes to no rule. */
  mayPublish(device: Device, topic: string, clientId: string): boolean {
    return this.options.allow(device, { action: 'iot:Publish', resource: `topic/${topic}`, clientId });
  }

  maySubscribe(device: Device, filter: string, clientId: string): boolean {
    return this.options.allow(device, { action: 'iot:Subscribe', resource: `topicfilter/${filter}`, clientId });
  }

  mayReceive(device: Device, topic: string, clientId: string): boolean {
    return this.options.allow(device, { action: 'iot:Receive', resource: `topic/${topic}`, clientId });
  }

  /** Ends when the rules are through, so that nothing that was acknowledged can get lost. */
  async publish(device: Device, message: DeviceMessage): Promise<PublishOutcome> {
    const start = performance.now();
    const { topic, payload, clientId } = message;
    const { allow, rules, report } = this.options;
    const status = (outcome: PublishOutcome, code: number) => {
      const durationMs = performance.now() - start;
      report({ type: 'request', method: 'PUBLISH', path: topic, status: code, durationMs });
      return outcome;
    };
    if (payload.length > largestPayloadBytes) {
      return status('too-long', 413);
    }
    if (!allow(device, { action: 'iot:Publish', resource: `topic/${topic}`, clientId })) {
      return status('forbidden', 403);
    }
    await runRules(rules, { topic, payload, principal: device.principal, clientId }, this.options);
    return status('accepted', 202);
  }
}
