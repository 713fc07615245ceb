import { allowPublish } from '../allow-publish';
import type { DeviceAccess } from '../device-access';
import type { QueueWorker } from '../queue-worker';

/** Lets a device publish on its own topics; over HTTPS there is no connection to allow. */
export function https(devices: DeviceAccess, workers: readonly QueueWorker[]): void {
  allowPublish(devices, workers);
}
