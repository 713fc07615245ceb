import {
  type App,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Validations,
} from 'aws-cdk-lib';
import { namespace } from './namespace';
import { readSynthesizedApp } from './read-app';
import type { Finding } from './rule';
import { rules } from './rules';

/**
 * Fails the synth when a rule objects: a plain `tsx src/main.ts` as well as `cdk synth`. It runs beside cdk-nag and takes
 * acknowledgements as cdk-nag does, on the construct or on one around it:
 *
 * @example
 * Validations.of(handler).acknowledge({ id: 'Spillway::unreserved-function', reason: 'runs once a night' });
 */
export function attachGuard(app: App): void {
  Validations.of(app).addPlugins(new ConcurrencyGuard());
}

/** A validation plugin runs last, after aspects and overrides, on the tree that the templates were written from. */
class ConcurrencyGuard implements IPolicyValidationPlugin {
  readonly name = namespace;
  readonly ruleIds = rules.map(({ id }) => id);

  validate({ appConstruct }: IPolicyValidationContext): PolicyValidationPluginReport {
    const app = readSynthesizedApp(appConstruct);
    const violations = rules.flatMap((rule) => rule.check(app).map((finding) => toViolation(rule.id, finding)));
    return { violations, success: violations.every(({ severity }) => severity === 'warning') };
  }
}

/** The severity is always given: a violation without one would no longer fail once any other is acknowledged. */
function toViolation(ruleName: string, { path, problem, fix, severity = 'error' }: Finding): PolicyViolation {
  return {
    ruleName,
    description: problem,
    fix,
    severity,
    violatingResources: [{ constructPath: path, locations: [] }],
  };
}
