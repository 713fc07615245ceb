import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Credential } from './device-authority';
import type { LocalCaller } from '../rest/signature';

/** Where the devices of a run find what they need. */
export interface DeviceFiles {
  /** Holds a folder for each device. */
  readonly directory: string;
  /** Certificate of the authority that vouches for the endpoint, PEM. */
  readonly authorityFile: string;
}

export interface EndpointDescription {
  readonly host: string;
  readonly port: number;
  /** PEM */
  readonly certificateAuthority: string;
}

/** Makes the folder for all devices, which nobody but its owner can read. */
export function createDeviceFiles(directory: string, certificateAuthority: string): DeviceFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const authorityFile = join(directory, 'authority.pem');
  writeFileSync(authorityFile, certificateAuthority);
  return { directory, authorityFile };
}

export interface CertificateDevice extends Credential {
  readonly name: string;
  readonly certificateId: string;
}

/** In the form in which a registered device is kept, and with what differs here: port and authority of the endpoint. */
export function writeCertificateDevice(
  { directory }: DeviceFiles,
  { name, certificateId, certificate, key }: CertificateDevice,
  { host: endpoint, port, certificateAuthority }: EndpointDescription,
): void {
  const write = folderOf(directory, name);
  write('certificate.pem', certificate);
  write('private-key.pem', key);
  write('device.json', json({ endpoint, port, thingName: name, certificateId, certificateAuthority }));
}

/**
 * The claim certificate that the devices of a batch share.
 *
 * @returns its folder
 */
export function writeClaim({ directory }: DeviceFiles, { certificate, key }: Credential): string {
  const write = folderOf(directory, 'claim');
  write('certificate.pem', certificate);
  write('private-key.pem', key);
  return join(directory, 'claim');
}

/** With the credentials that a session of the device would have. */
export function writeSignatureDevice(
  { directory }: DeviceFiles,
  { name: device, caller: { accessKeyId, secretAccessKey } }: { readonly name: string; readonly caller: LocalCaller },
  { host, port, certificateAuthority }: EndpointDescription,
): void {
  const write = folderOf(directory, device);
  const credentials = { accessKeyId, secretAccessKey };
  write('device.json', json({ endpoint: `${host}:${port}`, device, credentials, certificateAuthority }));
}

function folderOf(directory: string, name: string): (file: string, text: string) => void {
  mkdirSync(join(directory, name), { recursive: true });
  return (file, text) => writeFileSync(join(directory, name, file), text, { mode: 0o600 });
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
