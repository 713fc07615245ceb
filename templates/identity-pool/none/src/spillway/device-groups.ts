import type { Construct } from 'constructs';
import type { DeviceGroup } from './device-group';
import { DeviceRole } from './device-role';

/** Every way in which devices of this service get credentials. */
export function deviceGroups(scope: Construct): readonly DeviceGroup[] {
  return [new DeviceRole(scope, 'Role')];
}
