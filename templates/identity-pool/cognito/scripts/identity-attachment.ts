import { AttachPolicyCommand, type IoTClient } from '@aws-sdk/client-iot';
import { identityPolicyName } from '../src/spillway/identity-names';
import { serviceName } from '../src/spillway/service';
import type { AttachOptions } from './attach-options';

/** What the attachment is made with. */
export interface Attacher {
  readonly iot: Pick<IoTClient, 'send'>;
  print(line: string): void;
}

/** Attaches the policy of identities, without which an identity can do nothing. Once more does no harm. */
export async function attachIdentity({ identityId, dryRun }: AttachOptions, { iot, print }: Attacher): Promise<void> {
  const input = { policyName: identityPolicyName(serviceName), target: identityId };
  if (dryRun) {
    print(`AttachPolicy ${JSON.stringify(input)}`);
    return;
  }
  await iot.send(new AttachPolicyCommand(input));
  print(`${identityId} has the policy ${input.policyName}`);
}
