import { CfnResource, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ConstructReferences, referencedPath } from './construct-references';

/** A CloudFormation resource as it will be deployed: tokens resolved, overrides applied. */
export interface SynthesizedResource {
  readonly path: string;
  readonly type: string;
  /** Where its stack goes, as far as the stack says. */
  readonly account?: string;
  readonly region?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The resource of the app that a reference points to; undefined for anything else. */
  resolveReference(value: unknown): SynthesizedResource | undefined;
}

type Template = { readonly Resources?: Record<string, { Type: string; Properties?: Record<string, unknown> }> };

/** All resources of the app, those of nested stages, nested stacks and included templates too. */
export function readResources(app: IConstruct): SynthesizedResource[] {
  const byPath = new Map<string, SynthesizedResource>();
  const byStack = new Map<Stack, Map<string, SynthesizedResource>>();
  for (const construct of app.node.findAll().filter(CfnResource.isCfnResource)) {
    const stack = Stack.of(construct);
    const siblings = byStack.get(stack) ?? new Map<string, SynthesizedResource>();
    byStack.set(stack, siblings);
    for (const [logicalId, { Type, Properties }] of Object.entries(renderTemplate(construct).Resources ?? {})) {
      const resource: SynthesizedResource = {
        path: construct.node.path,
        type: Type,
        account: known(stack.account),
        region: known(stack.region),
        properties: Properties ?? {},
        resolveReference: (value) =>
          byPath.get(referencedPath(value) ?? '') ?? siblings.get(referencedLogicalId(value) ?? ''),
      };
      byPath.set(resource.path, resource);
      siblings.set(logicalId, resource);
    }
  }
  return [...byPath.values()];
}

export function ofType(resources: readonly SynthesizedResource[], type: string): SynthesizedResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** Undefined stays undefined; what is not a number becomes NaN. */
export function toNumber(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

/** The method has no public name, but it is the only one that sees raw overrides outside the written templates. */
function renderTemplate(resource: CfnResource): Template {
  const { _toCloudFormation } = resource as unknown as { _toCloudFormation(): object };
  return Tokenization.resolve(_toCloudFormation.call(resource), {
    scope: resource,
    resolver: new ConstructReferences(),
    preparing: false,
  }) as Template;
}

/** What a raw override or an included template points to by name. */
function referencedLogicalId(value: unknown): string | undefined {
  const { Ref: ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { Ref?: string; 'Fn::GetAtt'?: string | string[] };
  return ref ?? (typeof attribute === 'string' ? attribute.split('.')[0] : attribute?.[0]);
}
