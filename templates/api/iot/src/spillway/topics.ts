/** The parts of a topic. `device` is the name under which a device proves itself. */
export interface TopicLevels {
  readonly service: string;
  readonly worker: string;
  readonly device: string;
}

/** Matches one level of a topic, whatever it is. */
export const anyLevel = '+';

/** Position of the device in a topic, counted from 1 as the SQL of rules does. */
export const deviceLevel = 3;

/** The topic that a device publishes to: `<service>/<worker>/<device>`. Policies, rules and clients all take it from here. */
export function deviceTopic({ service, worker, device }: TopicLevels): string {
  return [service, worker, device].join('/');
}
