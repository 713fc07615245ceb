import { CfnResource, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ConstructReferences } from './construct-references';
import { referencesIn } from './references-in';

/** A CloudFormation resource as it will be deployed: tokens resolved, overrides applied. */
export interface SynthesizedResource {
  readonly path: string;
  readonly type: string;
  /** Where its stack goes, as far as the stack says. */
  readonly account?: string;
  readonly region?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The resource of the app that a value refers to; undefined unless it is one. */
  resolveReference(value: unknown): SynthesizedResource | undefined;
  /** All that a value refers to: a name can be put together from several references. */
  resolveReferences(value: unknown): readonly SynthesizedResource[];
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
      const resolveReferences = (value: unknown) =>
        referencesIn(value).flatMap((name) => byPath.get(name) ?? siblings.get(name) ?? []);
      const resource: SynthesizedResource = {
        path: construct.node.path,
        type: Type,
        account: known(stack.account),
        region: known(stack.region),
        properties: Properties ?? {},
        resolveReference: (value) => onlyOne(resolveReferences(value)),
        resolveReferences,
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

/** The one that all of them are. */
export function onlyOne(resources: readonly SynthesizedResource[]): SynthesizedResource | undefined {
  const found = [...new Set(resources)];
  return found.length === 1 ? found[0] : undefined;
}
