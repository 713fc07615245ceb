import type { DeviceFiles } from './device-files';
import type { DeviceGateway } from './device-gateway';
import type { ProvisioningTemplate } from './provisioning-template';
import type { ProjectPackages } from '../project-packages';

/** Where the endpoint listens, and what its certificate is for. */
export const localHost = '127.0.0.1';

export interface IotEndpointOptions {
  readonly packages: ProjectPackages;
  readonly region: string;
  readonly gateway: DeviceGateway;
  /** Where the files of the devices are written. */
  readonly devicesDirectory: string;
  /** How devices provision themselves, where they can. */
  readonly provisioning?: ProvisioningTemplate;
  /** Whether any device may connect at all. */
  readonly hasMqtt: boolean;
  /** 0 for any free one. */
  readonly port: number;
}

/** A device that may publish, and by what it proves itself. */
export interface KnownDevice {
  readonly name: string;
  /** Where it has a certificate. */
  readonly certificateId?: string;
  /** Where it signs. */
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
}

/** The endpoint of devices, for every protocol that they may speak. */
export interface IotEndpoint {
  readonly port: number;
  readonly files: DeviceFiles;
  readonly devices: readonly KnownDevice[];
  /** Folder of the claim certificate, where devices can provision themselves. */
  readonly claimDirectory?: string;
  stop(): Promise<void>;
}
