import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { clientArn, topicArn } from '../device-arns';
import type { DeviceAccess } from '../device-access';
import { FleetProvisioning } from '../fleet-provisioning';

/** The thing that the certificate is attached to; AWS IoT Core knows it only of a client id that is the thing's name. */
const thing = '${iot:Connection.Thing.ThingName}';

/**
 * Lets a device connect under the name of its thing and publish on the topics of that name. The workers are a wildcard,
 * because the size of an AWS IoT policy is limited; a topic that is none of a worker reaches no rule.
 */
export function mqtt(devices: DeviceAccess): void {
  devices.allow(
    new PolicyStatement({
      actions: ['iot:Connect'],
      resources: [clientArn(devices, thing)],
      conditions: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
    }),
    new PolicyStatement({
      actions: ['iot:Publish'],
      resources: [topicArn(devices, { worker: '*', device: thing })],
    }),
  );
  new FleetProvisioning(devices, 'Provisioning', { devicePolicy: devices.policy });
}
