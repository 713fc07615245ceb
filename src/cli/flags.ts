import type { Command } from 'commander';
import { flagKey, kindOf, type Field } from '../spec/field';
import { fieldNames, serviceFields, type Answers, type FieldName } from '../spec/service-spec';

/** Flags of `new` that are not answers. */
export interface NewFlags {
  readonly answers?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly install: boolean;
  readonly git: boolean;
}

/** Adds one option for each field of the spec. Values are checked later, so that all problems are reported together. */
export function addFieldOptions(command: Command): void {
  for (const name of fieldNames) {
    const field: Field = serviceFields[name];
    const value = field.choices ? Object.keys(field.choices).join('|') : field.valueName;
    const flags = `--${field.flag} <${value}>`;
    if (field.repeatable) {
      command.option(flags, describe(field), (text: string, earlier: string[] = []) => [...earlier, text]);
    } else {
      command.option(flags, describe(field));
    }
  }
}

function describe({ help, fallback, fallbackRule, repeatable }: Field): string {
  const byDefault = fallbackRule ?? (typeof fallback === 'function' ? undefined : [fallback ?? []].flat().join(', '));
  const notes = [...(repeatable ? ['repeatable'] : []), ...(byDefault ? [`default: ${byDefault}`] : [])];
  return notes.length > 0 ? `${help} (${notes.join('; ')})` : help;
}

/** The answers among parsed options. Text that is a number becomes one where the field is a number. */
export function answersFromOptions(options: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(
    fieldNames
      .map((name) => [name, options[flagKey(serviceFields[name])]] as const)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, fromText(name, value)]),
  );
}

/** Reads what a person typed as the field's own type; what does not fit stays text and is refused with the field's range. */
export function fromText(name: FieldName, value: unknown): unknown {
  const looksNumeric = typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value.trim());
  return looksNumeric && kindOf(serviceFields[name]) === 'whole' ? Number(value) : value;
}
