import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ISchema, SchemaFile } from 'aws-cdk-lib/aws-appsync';

const root = join(__dirname, '../..');
const payloads = join(root, 'src/payloads');

/** `schema.graphql`, and with it the payload types in `src/payloads`. */
export function graphqlSchema(): ISchema {
  const schema = SchemaFile.fromAsset(join(root, 'schema.graphql'));
  schema.definition = [schema.definition, ...payloadTypes()].join('\n');
  return schema;
}

function payloadTypes(): string[] {
  const files = readdirSync(payloads).filter((file) => file.endsWith('.graphql'));
  return files.sort().map((file) => readFileSync(join(payloads, file), 'utf8'));
}
