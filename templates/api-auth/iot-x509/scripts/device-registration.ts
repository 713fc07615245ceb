import {
  AttachPolicyCommand,
  AttachThingPrincipalCommand,
  CreateKeysAndCertificateCommand,
  CreateThingCommand,
  DescribeEndpointCommand,
  type IoTClient,
} from '@aws-sdk/client-iot';
import type { DeviceCredentials } from '../clients/device-credentials';
import { devicePolicyName } from '../src/spillway/device-policy-name';
import { serviceName } from '../src/spillway/service';

export interface Registrar {
  readonly iot: Pick<IoTClient, 'send'>;
  /** Called as soon as the key is there: AWS gives it out once. */
  store(device: DeviceCredentials): void;
}

/** Makes a thing and a certificate for it, and attaches the certificate to the thing and the policy of devices to it. */
export async function registerDevice(thingName: string, { iot, store }: Registrar): Promise<void> {
  const { endpointAddress } = await iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }));
  await iot.send(new CreateThingCommand({ thingName }));
  const made = await iot.send(new CreateKeysAndCertificateCommand({ setAsActive: true }));
  const principal = required(made.certificateArn, 'certificateArn');
  const certificateId = required(made.certificateId, 'certificateId');
  store({
    endpoint: required(endpointAddress, 'endpointAddress'),
    thingName,
    certificateId,
    certificate: required(made.certificatePem, 'certificatePem'),
    privateKey: required(made.keyPair?.PrivateKey, 'keyPair'),
  });
  try {
    await iot.send(new AttachPolicyCommand({ policyName: devicePolicyName(serviceName), target: principal }));
    await iot.send(new AttachThingPrincipalCommand({ thingName, principal }));
  } catch (cause) {
    throw new Error(`certificate ${certificateId} of ${thingName} is made but cannot be used: ${String(cause)}`, {
      cause,
    });
  }
}

function required(value: string | undefined, name: string): string {
  if (!value) {
    throw new Error(`AWS IoT Core answered without ${name}`);
  }
  return value;
}
