import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { deviceTopic, type TopicLevels } from './topics';

/** ARN of the client id that a device connects with: its own name, so that none can take another one's connection. */
export function clientArn(scope: Construct, device: string): string {
  return Stack.of(scope).formatArn({ service: 'iot', resource: 'client', resourceName: device });
}

/** ARN of the topic that a device publishes to. */
export function topicArn(scope: Construct, levels: Omit<TopicLevels, 'service'>): string {
  const stack = Stack.of(scope);
  const resourceName = deviceTopic({ service: stack.stackName, ...levels });
  return stack.formatArn({ service: 'iot', resource: 'topic', resourceName });
}
