import { SpillwayError } from '../../errors';
import type { StackReader } from '../template/stack-reader';

/** A fleet provisioning template, as far as a local run can follow it. */
export interface ProvisioningTemplate {
  readonly name: string;
  /** Parameters that a device must state. */
  readonly required: readonly string[];
  /** Name of the thing that is made for a device. */
  thingName(parameters: Readonly<Record<string, string>>): string;
}

/** What the service states by itself; the device cannot. */
export const certificateIdParameter = 'AWS::IoT::Certificate::Id';

interface Body {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Values }>>;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * The template by which devices provision themselves; undefined where there is none.
 *
 * @param devicePolicyName the only policy that it may give to a device
 * @throws SpillwayError `unsupported-template` for one that would make something else than a thing with that policy
 */
export function readProvisioningTemplate(
  reader: StackReader,
  devicePolicyName: string,
): ProvisioningTemplate | undefined {
  const [template] = reader.resources('AWS::IoT::ProvisioningTemplate');
  if (!template) {
    return undefined;
  }
  const name = String(template.properties.TemplateName);
  const { Parameters = {}, Resources } = JSON.parse(String(template.properties.TemplateBody)) as Body;
  const propertyOf = (type: string, property: string) =>
    Object.values(Resources).find(({ Type }) => Type === type)?.Properties[property];
  const thing = propertyOf('AWS::IoT::Thing', 'ThingName');
  const policy = propertyOf('AWS::IoT::Policy', 'PolicyName');
  if (policy !== devicePolicyName || !isValue(thing)) {
    throw new SpillwayError(
      'unsupported-template',
      `provisioning template "${name}" does not run locally: it needs a thing with a name and the policy "${devicePolicyName}"`,
    );
  }
  const defaults = Object.fromEntries(
    Object.entries(Parameters).flatMap(([key, { Default }]) => (Default === undefined ? [] : [[key, Default]])),
  );
  return {
    name,
    required: Object.keys(Parameters).filter((key) => !(key in defaults) && key !== certificateIdParameter),
    thingName: (given) => (typeof thing === 'string' ? thing : String({ ...defaults, ...given }[thing.Ref])),
  };
}

/** Text, or the name of a parameter. */
function isValue(value: unknown): value is string | { readonly Ref: string } {
  return typeof value === 'string' || typeof (value as { Ref?: unknown } | undefined)?.Ref === 'string';
}
