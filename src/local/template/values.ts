import { SpillwayError } from '../../errors';

/** What references in a template stand for in a local run. */
export interface LocalNames {
  /** What `Ref` gives for a resource, parameter or pseudo parameter. */
  ref(logicalId: string): unknown;
  /** What `Fn::GetAtt` gives. */
  attribute(logicalId: string, name: string): unknown;
}

type Intrinsic = (argument: unknown, resolve: (value: unknown) => unknown, names: LocalNames) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, _resolve, names) => names.ref(argument as string),
  'Fn::GetAtt': (argument, _resolve, names) => {
    const [logicalId, ...name] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
    return names.attribute(logicalId!, name.join('.'));
  },
  'Fn::Join': (argument, resolve) => {
    const [separator, parts] = argument as [string, unknown];
    return (resolve(parts) as unknown[]).map(String).join(separator);
  },
  'Fn::Split': (argument, resolve) => {
    const [separator, text] = argument as [string, unknown];
    return String(resolve(text)).split(separator);
  },
  'Fn::Select': (argument, resolve) => {
    const [index, values] = argument as [unknown, unknown];
    return (resolve(values) as unknown[])[Number(resolve(index))];
  },
  'Fn::Sub': (argument, resolve, names) => {
    const [text, given] = typeof argument === 'string' ? [argument, {}] : (argument as [string, object]);
    return substitute(text, resolve(given) as Readonly<Record<string, unknown>>, names);
  },
};

/** `${!name}` is a literal `${name}`. */
function substitute(text: string, given: Readonly<Record<string, unknown>>, names: LocalNames): string {
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) {
      return `\${${name}}`;
    }
    if (name in given) {
      return String(given[name]);
    }
    const [logicalId, ...attribute] = name.split('.');
    return String(attribute.length > 0 ? names.attribute(logicalId!, attribute.join('.')) : names.ref(name));
  });
}

/**
 * A value of a template with every reference in it replaced.
 *
 * @throws SpillwayError `unsupported-template` for a function of CloudFormation that has no local value
 */
export function resolveValue(value: unknown, names: LocalNames): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolveValue(item, names));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 ? entries[0]! : ['', undefined];
  const intrinsic = intrinsics[name];
  if (intrinsic) {
    return intrinsic(argument, (nested) => resolveValue(nested, names), names);
  }
  if (name.startsWith('Fn::')) {
    throw new SpillwayError('unsupported-template', `${name} has no value in a local run: ${JSON.stringify(value)}`);
  }
  return Object.fromEntries(entries.map(([key, nested]) => [key, resolveValue(nested, names)]));
}
