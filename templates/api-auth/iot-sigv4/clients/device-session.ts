import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentityProvider } from '@aws-sdk/types';
import { region } from '../src/spillway/service';
import { deviceTag } from '../src/spillway/device-tag';

export interface DeviceSessionOptions {
  /** Output DeviceRoleArn of the stack. */
  readonly roleArn: string;
  /** Name of the device. */
  readonly device: string;
  /** Who asks for the session; by default the credentials of the environment. */
  readonly masterCredentials?: AwsCredentialIdentityProvider;
}

/**
 * Credentials of a session that is named and tagged after the device, renewed before they expire. Ask for them where you
 * know which device it is: in the back end that the device talks to, not on the device.
 */
export function deviceSession({
  roleArn,
  device,
  masterCredentials,
}: DeviceSessionOptions): AwsCredentialIdentityProvider {
  return fromTemporaryCredentials({
    masterCredentials,
    clientConfig: { region },
    params: { RoleArn: roleArn, RoleSessionName: device, Tags: [{ Key: deviceTag, Value: device }] },
  });
}
