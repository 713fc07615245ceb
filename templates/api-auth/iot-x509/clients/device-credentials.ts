import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a device needs to connect. */
export interface DeviceCredentials {
  /** Host name. */
  readonly endpoint: string;
  readonly thingName: string;
  readonly certificateId: string;
  /** PEM */
  readonly certificate: string;
  /** PEM */
  readonly privateKey: string;
}

/** How to reach an endpoint other than AWS IoT Core itself. */
export interface EndpointOverrides {
  readonly port?: number;
  /** PEM; by default those that Node.js trusts, Amazon's among them. */
  readonly certificateAuthority?: string;
}

/** Reads the folder of a device, as `register-device` writes it. */
export function readDeviceCredentials(directory: string): DeviceCredentials {
  const read = (name: string) => readFileSync(join(directory, name), 'utf8');
  const description = JSON.parse(read('device.json')) as Omit<DeviceCredentials, 'certificate' | 'privateKey'>;
  return { ...description, certificate: read('certificate.pem'), privateKey: read('private-key.pem') };
}
