import { createHash } from 'node:crypto';
import type { FunctionSettings } from './lambda/function-settings';
import type { LocalCaller } from './rest/signature';
import { localAccount } from './template/stack-reader';

/**
 * Those who may call a local run. Two, so that it shows what one of them must not see of the other. Their keys are no
 * secret: they open nothing but what runs on this machine.
 */
export const localCallers: readonly LocalCaller[] = ['alice', 'bob'].map((name) => ({
  arn: `arn:aws:iam::${localAccount}:user/${name}`,
  accessKeyId: `LOCAL${name.toUpperCase()}`,
  secretAccessKey: `local-secret-of-${name}`,
}));

/**
 * A function as a caller: with the credentials of its role, in a session that has its name. Amazon's own DynamoDB takes no key
 * with anything but letters and digits in it, which a name may have.
 */
export function functionCaller({ name, role }: Pick<FunctionSettings, 'name' | 'role'>): LocalCaller {
  const digits = createHash('sha256').update(name).digest('hex').slice(0, 15).toUpperCase();
  return { arn: sessionArn(role, name), accessKeyId: `LOCAL${digits}`, secretAccessKey: `local-secret-of-${name}` };
}

/** Who somebody is that has taken on a role. */
export function sessionArn(roleArn: string, sessionName: string): string {
  const role = roleArn.split(/[:/]/).at(-1)!;
  return `arn:aws:sts::${localAccount}:assumed-role/${role}/${sessionName}`;
}
