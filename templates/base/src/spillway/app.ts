import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { attachGuard } from './guard/attach-guard';

/** The app that is deployed: checked by cdk-nag and by the concurrency guard on every synth. */
export function createApp(): App {
  const app = createUncheckedApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  attachGuard(app);
  return app;
}

/**
 * The same app without any check, for tests that choose their own.
 *
 * @param overrides context that is laid over the one in cdk.json
 */
export function createUncheckedApp(overrides: Readonly<Record<string, unknown>> = {}): App {
  return new App({ context: { ...readCdkContext(), ...overrides } });
}

/** Only the CDK CLI passes cdk.json's context on; without it, tests and a plain `tsx` run would get another template. */
function readCdkContext(): Record<string, unknown> {
  const file = readFileSync(join(__dirname, '../../cdk.json'), 'utf8');
  return (JSON.parse(file) as { context: Record<string, unknown> }).context;
}
