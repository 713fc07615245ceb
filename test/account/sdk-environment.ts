import { afterEach, beforeEach, vi } from 'vitest';
import { scriptOf } from './busy-account';
import { FakeAws, type Script } from './fake-aws';

/** Gives each test a fake AWS and an environment in which the SDK finds it, and nothing of the machine's own. */
export function useFakeAws(): { readonly aws: FakeAws; play(script: Script): void } {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = new FakeAws(scriptOf());
    vi.stubEnv('AWS_ENDPOINT_URL', await aws.start());
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
    ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_REGION'].forEach((name) => vi.stubEnv(name, undefined));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await aws.stop();
  });
  return {
    get aws() {
      return aws;
    },
    play: (script) => void (aws.script = { ...aws.script, ...script }),
  };
}
