import { randomUUID } from 'node:crypto';
import { SpillwayError } from '../../errors';
import type { ProjectPackages } from '../project-packages';

/** What an expression is evaluated over. */
export interface RuleInput {
  readonly topic: string;
  /** `undefined` where it is not JSON. */
  readonly json: unknown;
  readonly principal: string;
  /** Absent over HTTPS. */
  readonly clientId?: string;
}

/** The value of an expression; `undefined` is the SQL's Undefined. */
export type Evaluate = (input: RuleInput) => unknown;

/** @throws SpillwayError `unsupported-template` for what would not be evaluated as on AWS */
export type CompileExpression = (text: string) => Evaluate;

/** As much of a node of jsep's tree as is used. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly operator?: string;
  readonly computed?: boolean;
  readonly object?: Node;
  readonly property?: Node;
  readonly callee?: Node;
  readonly arguments?: readonly Node[];
  readonly argument?: Node;
  readonly left?: Node;
  readonly right?: Node;
}

/** As much of jsep as is used. */
interface Jsep {
  (text: string): Node;
  addBinaryOp(operator: string, precedence: number): void;
  addUnaryOp(operator: string): void;
}

type Operation = (left: any, right: any) => unknown;

const comparisons: Readonly<Record<string, Operation>> = {
  '=': (left, right) => left === right,
  '<>': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};
const arithmetic: Readonly<Record<string, Operation>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};
const logic: Readonly<Record<string, Operation>> = {
  AND: (left, right) => left === true && right === true,
  OR: (left, right) => left === true || right === true,
};

/** Functions of the SQL (iot/latest/developerguide/iot-sql-functions.html). */
const functions: Readonly<Record<string, (input: RuleInput, values: readonly unknown[]) => unknown>> = {
  clientid: ({ clientId }) => clientId ?? 'n/a',
  newuuid: () => randomUUID(),
  principal: ({ principal }) => principal,
  timestamp: () => Date.now(),
  topic: ({ topic }, [level]) => (level === undefined ? topic : topic.split('/')[Number(level) - 1]),
};

/** Loads the parser of expressions. Operators are those of the SQL, and so are their precedences. */
export async function loadCompileExpression(packages: ProjectPackages): Promise<CompileExpression> {
  const jsep = await packages.load<Jsep>('jsep');
  for (const operator of ['=', '<>']) {
    jsep.addBinaryOp(operator, 6);
  }
  for (const [operator, precedence] of [
    ['AND', 2],
    ['OR', 1],
  ] as const) {
    jsep.addBinaryOp(operator, precedence);
    jsep.addBinaryOp(operator.toLowerCase(), precedence);
  }
  jsep.addUnaryOp('NOT');
  jsep.addUnaryOp('not');
  return (text) => {
    try {
      return compile(jsep(text));
    } catch (error) {
      const reason = `"${text}" in the SQL of a rule does not run locally: ${(error as Error).message}`;
      throw new SpillwayError('unsupported-template', reason, { cause: error });
    }
  };
}

function compile(node: Node): Evaluate {
  switch (node.type) {
    case 'Literal':
      return () => node.value;
    case 'Identifier':
      return ({ json }) => memberOf(json, node.name!);
    case 'MemberExpression':
      return compileMember(node);
    case 'CallExpression':
      return compileCall(node);
    case 'UnaryExpression':
      return compileUnary(node);
    case 'BinaryExpression':
      return compileBinary(node);
    default:
      throw new Error(`${node.type} is not known`);
  }
}

function compileMember({ object, property, computed }: Node): Evaluate {
  const of = compile(object!);
  if (computed) {
    throw new Error('an element of an array is not known');
  }
  return (input) => memberOf(of(input), property!.name!);
}

function compileCall({ callee, arguments: given = [] }: Node): Evaluate {
  const run = functions[callee?.name?.toLowerCase() ?? ''];
  if (!run) {
    throw new Error(`function ${callee?.name} is not known; known are ${Object.keys(functions).join(', ')}`);
  }
  const values = given.map(compile);
  return (input) =>
    run(
      input,
      values.map((value) => value(input)),
    );
}

function compileUnary({ operator = '', argument }: Node): Evaluate {
  const value = compile(argument!);
  switch (operator.toUpperCase()) {
    case '-':
      return (input) => -Number(value(input));
    case 'NOT':
      return (input) => value(input) === false;
    default:
      throw new Error(`operator ${operator} is not known`);
  }
}

/** With an Undefined operand, a comparison or a calculation is Undefined. */
function compileBinary({ operator = '', left, right }: Node): Evaluate {
  const [a, b] = [compile(left!), compile(right!)];
  const combine = logic[operator.toUpperCase()];
  if (combine) {
    return (input) => combine(a(input), b(input));
  }
  const operate = comparisons[operator] ?? arithmetic[operator];
  if (!operate) {
    throw new Error(`operator ${operator} is not known`);
  }
  return (input) => {
    const values = [a(input), b(input)];
    const result = values.includes(undefined) ? undefined : operate(values[0], values[1]);
    return Number.isNaN(result) ? undefined : result;
  };
}

function memberOf(value: unknown, name: string): unknown {
  const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
