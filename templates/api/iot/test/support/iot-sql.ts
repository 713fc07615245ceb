/** A message as AWS IoT Core gives it to a rule. */
export interface PublishedMessage {
  readonly topic: string;
  readonly principal: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

type Row = Record<string, unknown>;

/** Runs the SQL of a rule as AWS IoT Core does; undefined when the rule is not for the topic. Throws at what it does not know. */
export function evaluateSql(sql: string, message: PublishedMessage): Row | undefined {
  const [, columns = '', filter = ''] = /^SELECT (.+) FROM '([^']+)'$/.exec(sql) ?? [];
  if (!topicMatches(filter, message.topic)) {
    return undefined;
  }
  // In the order of the columns: of two with one name, the later one stands.
  return Object.assign({}, ...columns.split(', ').map((column) => evaluateColumn(column, message))) as Row;
}

function evaluateColumn(column: string, message: PublishedMessage): Row {
  if (column === '*') {
    return message.payload;
  }
  const [, expression = '', name = ''] = /^(.+) AS (\w+)$/.exec(column) ?? [];
  return { [name]: evaluateExpression(expression, message) };
}

function evaluateExpression(expression: string, { topic, principal, payload }: PublishedMessage): unknown {
  const level = /^topic\((\d+)\)$/.exec(expression)?.[1];
  if (level !== undefined) {
    return topic.split('/')[Number(level) - 1];
  }
  switch (expression) {
    case '*':
      return payload;
    case 'principal()':
      return principal;
    case 'newuuid()':
      return crypto.randomUUID();
    default:
      throw new Error(`evaluateSql does not know "${expression}"`);
  }
}

function topicMatches(filter: string, topic: string): boolean {
  const [wanted, levels] = [filter.split('/'), topic.split('/')];
  return wanted.length === levels.length && wanted.every((level, index) => level === '+' || level === levels[index]);
}
