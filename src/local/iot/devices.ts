import type { DevicePolicies } from './device-policies';
import { isAllowed } from './policy';
import { localAccount } from '../template/stack-reader';

/** Ten of them may publish 1,000 messages a second, which is about what a load test sends from one machine. */
const deviceCount = 10;

/** Names of the devices of a local run: `sensor-1` and so on. */
export const deviceNames: readonly string[] = Array.from({ length: deviceCount }, (_, index) => `sensor-${index + 1}`);

/** A device that has proved who it is. */
export interface Device {
  readonly name: string;
  /** What AWS IoT Core calls its credentials: the id of the certificate, or role and session. */
  readonly principal: string;
  /** Id of its certificate, where it has one. */
  readonly certificateId?: string;
}

/** What a device asks for. */
export interface DeviceRequest {
  /** Such as `iot:Publish`. */
  readonly action: string;
  /** Such as `topic/meters/readings/sensor-1`. */
  readonly resource: string;
  /** Of its connection; there is none over HTTPS. */
  readonly clientId?: string;
}

export type AllowDevice = (device: Device, request: DeviceRequest) => boolean;

/** Decides by the policies of the template. */
export function deviceAccess({ statements, tags }: DevicePolicies, region: string): AllowDevice {
  return (device, { action, resource, clientId }) =>
    isAllowed(statements, {
      action,
      resource: `arn:aws:iot:${region}:${localAccount}:${resource}`,
      context: {
        ...Object.fromEntries(tags.map((tag) => [`aws:PrincipalTag/${tag}`, device.name])),
        ...(clientId !== undefined && { 'iot:ClientId': clientId }),
        ...(device.certificateId !== undefined && certificateContext(device, clientId)),
      },
    });
}

/**
 * A thing is known on a connection only whose client id is the name of the thing.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/thing-policy-variables.html
 */
function certificateContext({ name, certificateId = '' }: Device, clientId?: string): Record<string, string> {
  const isThing = clientId === name;
  return {
    'iot:CertificateId': certificateId,
    'iot:Connection.Thing.IsAttached': String(isThing),
    ...(isThing && { 'iot:Connection.Thing.ThingName': name }),
  };
}
