import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { DeviceAccess } from './device-access';
import { topicArn } from './device-arns';
import { sessionDevice } from './device-tag';
import type { QueueWorker } from './queue-worker';

/** Lets a device publish to every worker on its own topics. */
export function allowPublish(devices: DeviceAccess, workers: readonly QueueWorker[]): void {
  const resources = workers.map(({ limits }) => topicArn(devices, { worker: limits.name, device: sessionDevice }));
  devices.allow(new PolicyStatement({ actions: ['iot:Publish'], resources }));
}
