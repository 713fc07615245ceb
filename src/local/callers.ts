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
