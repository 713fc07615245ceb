import { referencedPath } from './construct-references';

/**
 * What a resolved value refers to: paths of constructs, and logical ids where a raw override or an included template refers
 * by name. An alias, for instance, is named by a text that is put together from a part of its function's ARN.
 */
export function referencesIn(value: unknown): string[] {
  const path = referencedPath(value);
  if (path !== undefined) {
    return [path];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') {
      return [String(inner)];
    }
    return key === 'Fn::GetAtt' ? [logicalIdOf(inner as string | readonly string[])] : referencesIn(inner);
  });
}

/** `Id.Attribute`, or the two in a list. */
function logicalIdOf(attribute: string | readonly string[]): string {
  return (typeof attribute === 'string' ? attribute.split('.') : attribute)[0] ?? '';
}
