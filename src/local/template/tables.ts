import type { Properties, StackReader } from './stack-reader';

/** What CreateTable is asked for. */
export type TableRequest = Properties & { readonly TableName: string };

/** Properties that CreateTable knows by the same name. */
const sameName = ['AttributeDefinitions', 'GlobalSecondaryIndexes', 'KeySchema', 'LocalSecondaryIndexes'] as const;

/** The tables. All are on demand here: what they cost is no question. */
export function readTables(reader: StackReader): TableRequest[] {
  return reader.resources('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(({ logicalId, properties }) => ({
    ...Object.fromEntries(sameName.filter((name) => name in properties).map((name) => [name, properties[name]])),
    BillingMode: 'PAY_PER_REQUEST',
    TableName: String(reader.ref(logicalId)),
  }));
}
