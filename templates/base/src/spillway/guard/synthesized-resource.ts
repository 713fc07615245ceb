import type { App } from 'aws-cdk-lib';
import { CfnResource, Stack } from 'aws-cdk-lib';

/** A CloudFormation resource as it will be deployed: tokens resolved, overrides applied. */
export interface SynthesizedResource {
  /** Construct path, for messages. */
  readonly path: string;
  readonly type: string;
  /** Where its stack goes: `aws://<account>/<region>`, either unknown unless the stack says. */
  readonly environment: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The resource of the same stack that a `Ref` or `Fn::GetAtt` points to; undefined for anything else. */
  resolveReference(value: unknown): SynthesizedResource | undefined;
}

type Template = { readonly Resources?: Record<string, { Type: string; Properties?: Record<string, unknown> }> };

/** All resources of the app, those of nested stages and of included templates too. */
export function readResources(app: App): SynthesizedResource[] {
  const byStack = new Map<Stack, Map<string, SynthesizedResource>>();
  for (const construct of app.node.findAll().filter(CfnResource.isCfnResource)) {
    const stack = Stack.of(construct);
    const siblings = byStack.get(stack) ?? new Map<string, SynthesizedResource>();
    byStack.set(stack, siblings);
    for (const [logicalId, { Type, Properties }] of Object.entries(renderTemplate(construct).Resources ?? {})) {
      siblings.set(logicalId, {
        path: construct.node.path.replace(/\/Resource$/, ''),
        type: Type,
        environment: stack.environment,
        properties: Properties ?? {},
        resolveReference: (value) => siblings.get(referencedLogicalId(value)),
      });
    }
  }
  return [...byStack.values()].flatMap((siblings) => [...siblings.values()]);
}

/** The method has no public name, but it is the only one that sees raw overrides before the templates are written. */
function renderTemplate(resource: CfnResource): Template {
  const { _toCloudFormation } = resource as unknown as { _toCloudFormation(): object };
  return Stack.of(resource).resolve(_toCloudFormation.call(resource)) as Template;
}

function referencedLogicalId(value: unknown): string {
  const { Ref: ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: string; 'Fn::GetAtt'?: string | string[] };
  const [logicalId] = typeof attribute === 'string' ? attribute.split('.') : (attribute ?? []);
  return ref ?? logicalId ?? '';
}
