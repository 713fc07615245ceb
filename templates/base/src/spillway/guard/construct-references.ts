import { CfnResource, DefaultTokenResolver, type IResolvable, Reference } from 'aws-cdk-lib';

type ResolveToken = DefaultTokenResolver['resolveToken'];

/** Stands where the template has a reference. The CDK takes any value for an intrinsic function that has such a name. */
const marker = 'Fn::SpillwayConstruct';

/**
 * Resolves tokens as a template has them, but for references: these become the path of the construct they point to. In a
 * template, one that leads into another stack is an export, an output or a parameter, and no longer tells what it was.
 */
export class ConstructReferences extends DefaultTokenResolver {
  constructor() {
    super({ join: (left: unknown, right: unknown) => ({ 'Fn::Join': ['', [left, right]] }) });
  }

  override resolveToken(token: IResolvable, ...rest: RestOf<Parameters<ResolveToken>>): unknown {
    return Reference.isReference(token) && CfnResource.isCfnResource(token.target)
      ? { [marker]: token.target.node.path }
      : super.resolveToken(token, ...rest);
  }
}

type RestOf<T extends readonly unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

/** The construct that a resolved value points to. */
export function referencedPath(value: unknown): string | undefined {
  return (value as { [marker]?: string } | undefined)?.[marker];
}
