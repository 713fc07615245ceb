import type { CompileExpression, Evaluate, RuleInput } from './sql-expression';
import { SpillwayError } from '../../errors';

/** A message on a topic, before a rule has seen it. */
export interface RuleMessage extends Omit<RuleInput, 'json'> {
  readonly payload: Buffer;
}

/** The SQL of a rule. */
export interface RuleSql {
  /** Filter of the topics that it listens to. */
  readonly filter: string;
  /** What it makes of a message: text for its actions, or undefined where it is not for the message. */
  readonly apply: (message: RuleMessage) => string | undefined;
}

type Column = (input: RuleInput, payload: Buffer) => Readonly<Record<string, unknown>>;

const statement = /^\s*SELECT\s+(?!VALUE\s)(.+?)\s+FROM\s+'([^']+)'(?:\s+WHERE\s+(.+?))?\s*$/is;

/**
 * Reads the SQL of a rule.
 *
 * @throws SpillwayError `unsupported-template` for what would not be evaluated as on AWS
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-reference.html
 */
export function compileSql(sql: string, compile: CompileExpression): RuleSql {
  const [, select, filter, where] = statement.exec(sql) ?? [];
  if (select === undefined || filter === undefined) {
    throw new SpillwayError('unsupported-template', `"${sql}" is no SELECT ... FROM '...' that runs locally`);
  }
  const columns = splitColumns(select).map((column) => compileColumn(column, compile));
  const isWanted = where === undefined ? () => true : compile(where);
  const isOnlyPayload = select.trim() === '*';
  const apply: RuleSql['apply'] = (message) => {
    const input = { ...message, json: parse(message.payload) };
    if (!topicMatches(filter, message.topic) || isWanted(input) !== true) {
      return undefined;
    }
    // of two columns with one name, the later one stands
    return isOnlyPayload
      ? message.payload.toString()
      : JSON.stringify(Object.assign({}, ...columns.map((column) => column(input, message.payload))));
  };
  return { filter, apply };
}

/** `+` is one level, `#` at the end is all that follow. */
export function topicMatches(filter: string, topic: string): boolean {
  const [wanted, levels] = [filter.split('/'), topic.split('/')];
  const isOpen = wanted.at(-1) === '#';
  const fixed = isOpen ? wanted.slice(0, -1) : wanted;
  const isLong = isOpen ? levels.length >= fixed.length : levels.length === fixed.length;
  return isLong && fixed.every((level, index) => level === '+' || level === levels[index]);
}

/** At commas outside of parentheses and quotes. */
function splitColumns(select: string): string[] {
  return select.match(/(?:'[^']*'|\([^)]*\)|[^,])+/g)!.map((column) => column.trim());
}

function compileColumn(column: string, compile: CompileExpression): Column {
  const [, renamed, alias] = /^(.+?)\s+AS\s+(\w+)$/is.exec(column) ?? [];
  const expression = renamed ?? column;
  if (expression === '*') {
    return alias === undefined ? wholePayload : (input, payload) => ({ [alias]: input.json ?? base64(payload) });
  }
  const name = alias ?? /^(?:\w+\.)*(\w+)$/.exec(column)?.[1];
  if (name === undefined) {
    throw new SpillwayError('unsupported-template', `"${column}" in the SQL of a rule needs a name: add AS <name>`);
  }
  const evaluate: Evaluate = compile(expression);
  return (input) => ({ [name]: evaluate(input) });
}

const wholePayload: Column = ({ json }) => (typeof json === 'object' && json !== null ? { ...json } : {});

/** Bytes that are not JSON have no other place within JSON. */
function base64(payload: Buffer): string {
  return payload.toString('base64');
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString());
  } catch {
    return undefined;
  }
}
