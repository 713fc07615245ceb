import { ofType, type SynthesizedResource } from './synthesized-resource';

/** What stands for a function and names it. */
const qualifiedTypes = ['AWS::Lambda::Version', 'AWS::Lambda::Alias'];

export function qualifiedFunctions(resources: readonly SynthesizedResource[]): SynthesizedResource[] {
  return qualifiedTypes.flatMap((type) => ofType(resources, type));
}

/** The function of a version or an alias; any other resource stays what it is. */
export function functionBehind(resource: SynthesizedResource | undefined): SynthesizedResource | undefined {
  return resource && qualifiedTypes.includes(resource.type)
    ? resource.resolveReference(resource.properties.FunctionName)
    : resource;
}
