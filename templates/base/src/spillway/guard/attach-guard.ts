import type { App } from 'aws-cdk-lib';
import { rules } from './rules';
import { readSynthesizedApp } from './synthesized-app';

/**
 * Fails the synth when a rule objects. A validation of the tree runs last, after aspects and overrides, and fails a plain
 * `tsx src/main.ts` as well as `cdk synth`.
 */
export function attachGuard(app: App): void {
  app.node.addValidation({
    validate: () => {
      const synthesized = readSynthesizedApp(app);
      return rules.flatMap((rule) => rule(synthesized));
    },
  });
}
