import { randomBytes } from 'node:crypto';
import type { DeviceAuthority } from './device-authority';
import { certificateIdParameter, type ProvisioningTemplate } from './provisioning-template';

/** Topic on which a device asks for a certificate of its own. */
const createTopic = '$aws/certificates/create/json';

/** ms for which a new certificate waits for its thing (iot/latest/developerguide/fleet-provision-api.html). */
const tokenLifetimeMs = 60 * 60 * 1000;

/** What a request is answered with, on a topic below its own. */
export interface ProvisioningAnswer {
  readonly topic: string;
  readonly body: object;
  readonly isAccepted: boolean;
}

export interface ProvisioningOptions {
  readonly authority: Pick<DeviceAuthority, 'issueToDevice'>;
  readonly template: ProvisioningTemplate;
  /** Is told of a device that may connect from now on. */
  readonly onDevice: (device: { readonly name: string; readonly certificateId: string }) => void;
}

/**
 * The requests by which a device that has only a claim certificate comes to one of its own.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/fleet-provision-api.html
 */
export class FleetProvisioning {
  /** Certificates without a thing, by the token that was given out with each. */
  private readonly pending = new Map<string, { readonly certificateId: string; readonly until: number }>();

  constructor(private readonly options: ProvisioningOptions) {}

  /** Undefined where the topic is none of provisioning. */
  async answer(topic: string, payload: string): Promise<ProvisioningAnswer | undefined> {
    const answering = this.requests[topic];
    if (!answering) {
      return undefined;
    }
    try {
      return { topic: `${topic}/accepted`, body: await answering(parse(payload)), isAccepted: true };
    } catch (error) {
      const body = { statusCode: 400, errorCode: 'InvalidParameters', errorMessage: (error as Error).message };
      return { topic: `${topic}/rejected`, body, isAccepted: false };
    }
  }

  private get requests(): Readonly<Record<string, (request: Request) => object | Promise<object>>> {
    const provisionTopic = `$aws/provisioning-templates/${this.options.template.name}/provision/json`;
    return { [createTopic]: () => this.create(), [provisionTopic]: (request) => this.register(request) };
  }

  private async create(): Promise<object> {
    const { certificate, key, certificateId } = await this.options.authority.issueToDevice('AWS IoT Certificate');
    const certificateOwnershipToken = randomBytes(32).toString('hex');
    this.pending.set(certificateOwnershipToken, { certificateId, until: Date.now() + tokenLifetimeMs });
    return { certificateId, certificatePem: certificate, privateKey: key, certificateOwnershipToken };
  }

  private register({ certificateOwnershipToken: token = '', parameters = {} }: Request): object {
    const { template, onDevice } = this.options;
    const created = this.pending.get(token);
    if (!created || created.until < Date.now()) {
      throw new Error('the certificateOwnershipToken is unknown, used or expired');
    }
    const missing = template.required.filter((name) => typeof parameters[name] !== 'string');
    if (missing.length > 0) {
      throw new Error(`parameters are missing: ${missing.join(', ')}`);
    }
    this.pending.delete(token);
    const { certificateId } = created;
    const thingName = template.thingName({ ...parameters, [certificateIdParameter]: certificateId });
    onDevice({ name: thingName, certificateId });
    return { deviceConfiguration: {}, thingName };
  }
}

interface Request {
  readonly certificateOwnershipToken?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** @throws Error that says so, when it is no JSON object */
function parse(payload: string): Request {
  const request: unknown = payload.trim() === '' ? {} : JSON.parse(payload);
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw new Error('the payload is no JSON object');
  }
  return request;
}
