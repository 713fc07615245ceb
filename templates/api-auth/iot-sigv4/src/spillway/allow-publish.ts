import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { DeviceAccess } from './device-access';
import { topicArn } from './device-arns';
import type { QueueWorker } from './queue-worker';

/** Lets a device publish to every worker on its own topics. */
export function allowPublish(devices: DeviceAccess, workers: readonly QueueWorker[]): void {
  devices.allow((device) => {
    const resources = workers.map(({ limits }) => topicArn(devices, { worker: limits.name, device }));
    return new PolicyStatement({ actions: ['iot:Publish'], resources });
  });
}
