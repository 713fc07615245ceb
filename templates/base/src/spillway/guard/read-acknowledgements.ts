import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { namespace } from './namespace';
import type { Acknowledgement } from './synthesized-app';

/** Every acknowledgement of one of the guard's rules, as `Validations.of(construct).acknowledge()` records it. */
export function readAcknowledgements(app: IConstruct): Acknowledgement[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string | undefined>))
      .filter(([id]) => id.startsWith(`${namespace}::`))
      .map(([id, reason]) => ({ path: node.path, id, reason: reason ?? '' })),
  );
}
