import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { topicArn } from '../device-arns';
import type { DeviceAccess } from '../device-access';

/** Id of the certificate itself: over HTTPS, AWS IoT Core knows no thing and does not check the client id. */
const certificate = '${iot:CertificateId}';

/** Lets a device publish on the topics that end in the id of its certificate. */
export function https(devices: DeviceAccess): void {
  devices.allow(
    new PolicyStatement({
      actions: ['iot:Publish'],
      resources: [topicArn(devices, { worker: '*', device: certificate })],
    }),
  );
}
