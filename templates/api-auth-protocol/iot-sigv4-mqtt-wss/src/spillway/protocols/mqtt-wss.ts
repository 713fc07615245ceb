import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { allowPublish } from '../allow-publish';
import type { DeviceAccess } from '../device-access';
import { clientArn } from '../device-arns';
import type { QueueWorker } from '../queue-worker';

/** Lets a device connect under its own name and publish on its own topics. */
export function mqttWss(devices: DeviceAccess, workers: readonly QueueWorker[]): void {
  devices.allow((device) => new PolicyStatement({ actions: ['iot:Connect'], resources: [clientArn(devices, device)] }));
  allowPublish(devices, workers);
}
