import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { vi } from 'vitest';

type Item = Record<string, unknown>;
type Marshalled = NonNullable<PutItemCommand['input']['Item']>;

interface Expressions {
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Marshalled;
}

/** Key attributes of the tables; an item put whole is found again by them. */
const keyAttributes = ['id', 'worker'];

/** Tables in memory, behind every DynamoDBClient of the process. Throws at whatever it does not know how to do. */
export class FakeDynamoDb {
  private readonly tables = new Map<string, Map<string, Item>>();

  static install(): FakeDynamoDb {
    const fake = new FakeDynamoDb();
    vi.spyOn(DynamoDBClient.prototype, 'send').mockImplementation(async (command: unknown) => fake.execute(command));
    return fake;
  }

  items(tableName: string): Item[] {
    return [...this.table(tableName).values()];
  }

  private execute(command: unknown): object {
    if (command instanceof GetItemCommand) {
      const item = this.table(command.input.TableName).get(keyOf(command.input.Key));
      return item ? { Item: marshall(item) } : {};
    }
    if (command instanceof PutItemCommand) {
      return this.write(command.input.TableName, command.input.Item, command.input, () =>
        unmarshall(command.input.Item ?? {}),
      );
    }
    if (command instanceof UpdateItemCommand) {
      const { TableName, Key } = command.input;
      return this.write(TableName, Key, command.input, (old) => ({
        ...unmarshall(Key ?? {}),
        ...old,
        ...assigned(command.input),
      }));
    }
    if (command instanceof DeleteItemCommand) {
      this.table(command.input.TableName).delete(keyOf(command.input.Key));
      return {};
    }
    throw new Error(`FakeDynamoDb does not know ${String((command as object).constructor.name)}`);
  }

  private write(
    tableName: string | undefined,
    key: Marshalled | undefined,
    input: Expressions,
    next: (old?: Item) => Item,
  ): object {
    const table = this.table(tableName);
    const old = table.get(keyOf(key));
    if (!conditionHolds(input, old ?? {})) {
      throw new ConditionalCheckFailedException({
        message: 'condition failed',
        $metadata: {},
        Item: marshall(old ?? {}),
      });
    }
    table.set(keyOf(key), next(old));
    return {};
  }

  private table(name = ''): Map<string, Item> {
    const table = this.tables.get(name) ?? new Map<string, Item>();
    this.tables.set(name, table);
    return table;
  }
}

function keyOf(item: Marshalled = {}): string {
  return keyAttributes.map((name) => item[name]?.S ?? '').join('/');
}

function assigned(input: Expressions): Item {
  const assignments = (input.UpdateExpression ?? '').replace(/^SET /, '').split(', ');
  return Object.fromEntries(
    assignments.map((assignment) => {
      const [name = '', value = ''] = assignment.split(' = ');
      return [attributeName(input, name), unmarshall(input.ExpressionAttributeValues ?? {})[value]];
    }),
  );
}

/** Understands alternatives (OR) of conjunctions (AND), which is the form of all conditions in use. */
function conditionHolds(input: Expressions, item: Item): boolean {
  const { ConditionExpression: condition } = input;
  return (
    condition === undefined ||
    condition.split(' OR ').some((alternative) =>
      alternative
        .replace(/^\((.*)\)$/, '$1')
        .split(' AND ')
        .every((predicate) => predicateHolds(input, predicate, item)),
    )
  );
}

function predicateHolds(input: Expressions, predicate: string, item: Item): boolean {
  const existence = /^attribute_(not_)?exists\((#\w+)\)$/.exec(predicate);
  if (existence) {
    const exists = attributeName(input, existence[2] ?? '') in item;
    return existence[1] ? !exists : exists;
  }
  const comparison = /^(#\w+) (=|<>|<) (:\w+)$/.exec(predicate);
  if (!comparison) {
    throw new Error(`FakeDynamoDb does not understand "${predicate}"`);
  }
  const [, name = '', operator, placeholder = ''] = comparison;
  const actual = item[attributeName(input, name)];
  const expected = unmarshall(input.ExpressionAttributeValues ?? {})[placeholder] as unknown;
  if (operator === '<') {
    return actual !== undefined && Number(actual) < Number(expected);
  }
  return operator === '=' ? actual === expected : actual !== expected;
}

function attributeName({ ExpressionAttributeNames: names = {} }: Expressions, placeholder: string): string {
  const name = names[placeholder];
  if (!name) {
    throw new Error(`FakeDynamoDb finds no name for ${placeholder}`);
  }
  return name;
}
