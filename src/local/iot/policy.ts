import { SpillwayError } from '../../errors';

/** A statement of an IAM or AWS IoT policy, its references resolved. */
export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface AccessRequest {
  /** Such as `iot:Publish`. */
  readonly action: string;
  /** ARN */
  readonly resource: string;
  /** Values of policy variables and condition keys. */
  readonly context: Readonly<Record<string, string>>;
}

const operators = ['Bool', 'StringEquals', 'StringLike'] as const;

/** @throws SpillwayError `unsupported-template` for a condition that would not be evaluated as on AWS */
export function checkStatements(statements: readonly PolicyStatement[]): void {
  const used = statements.flatMap(({ Condition = {} }) => Object.keys(Condition));
  const unknown = used.find((operator) => !(operators as readonly string[]).includes(operator));
  if (unknown !== undefined) {
    throw new SpillwayError('unsupported-template', `condition "${unknown}" of a device policy does not run locally`);
  }
}

/** By the rules that IAM and AWS IoT Core share: a deny wins, and what nothing allows is denied. */
export function isAllowed(statements: readonly PolicyStatement[], request: AccessRequest): boolean {
  const effects = statements.filter((statement) => applies(statement, request)).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function applies({ Action, Resource = [], Condition = {} }: PolicyStatement, request: AccessRequest): boolean {
  const { action, resource, context } = request;
  return (
    [Action].flat().some((pattern) => matches(pattern, action, context)) &&
    [Resource].flat().some((pattern) => matches(pattern, resource, context)) &&
    Object.values(Condition).every((keys) => Object.entries(keys).every(([key, wanted]) => holds(key, wanted, context)))
  );
}

function holds(key: string, wanted: unknown, context: AccessRequest['context']): boolean {
  const value = context[key];
  return value !== undefined && [wanted].flat().some((pattern) => matches(String(pattern), value, context));
}

/** A variable stands for its text alone, even if that holds a wildcard; an unknown one matches nothing. */
function matches(pattern: string, text: string, context: AccessRequest['context']): boolean {
  let isKnown = true;
  const expression = pattern.split(/(\$\{[^}]+\})/).map((part) => {
    const variable = /^\$\{(.+)\}$/.exec(part)?.[1];
    if (variable === undefined) {
      return escape(part).replaceAll('\\*', '.*').replaceAll('\\?', '.');
    }
    isKnown &&= context[variable] !== undefined;
    return escape(context[variable] ?? '');
  });
  return isKnown && new RegExp(`^${expression.join('')}$`, 's').test(text);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
