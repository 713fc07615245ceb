import type { Field } from './field';
import { serviceFields } from './service-spec';
import { z } from './zod';

/** JSON Schema (draft 2020-12) of the documents that `--answers` takes. Conditions between answers are not part of it. */
export function answersSchema(): object {
  const fields = Object.entries<Field>(serviceFields);
  const schema = z.toJSONSchema(
    z.strictObject(Object.fromEntries(fields.map(([name, field]) => [name, describe(field)]))),
    {
      io: 'input',
    },
  );
  return { title: 'Answers to spillway new', ...schema };
}

/** Everything may be left out: the directory gives the name, and the rest has a fallback or is derived. */
function describe({ schema, help, fallback, fallbackRule }: Field): z.ZodType {
  const description = fallbackRule === undefined ? help : `${help} Default: ${fallbackRule}.`;
  const isConstant = fallback !== undefined && typeof fallback !== 'function';
  return schema.optional().meta({ description, ...(isConstant && { default: fallback }) });
}
