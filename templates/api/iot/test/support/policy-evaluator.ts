/** A policy document as it stands in a synthesized template. */
export interface PolicyDocument {
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What is asked for, and what AWS knows about who asks. A variable that is not in the context matches nothing. */
export interface PolicyRequest {
  readonly action: string;
  /** Left out for a trust policy, which names no resource. */
  readonly resource?: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Evaluates a policy by the rules that IAM and AWS IoT Core share: a deny wins, and what nothing allows is denied. */
export function isAllowed({ Statement: statements }: PolicyDocument, request: PolicyRequest): boolean {
  const effects = statements.filter((it) => applies(it, request)).map((it) => it.Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function applies(
  { Action: actions, Resource: resources, Condition: conditions = {} }: Statement,
  request: PolicyRequest,
) {
  return (
    [actions].flat().some((action) => matches(action, request.action, request)) &&
    (request.resource === undefined ||
      [resources].flat().some((it) => matches(flattenArn(it), request.resource ?? '', request))) &&
    Object.entries(conditions).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) =>
        conditionHolds({ operator, key, wanted: [wanted].flat() }, request),
      ),
    )
  );
}

interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly unknown[];
}

function conditionHolds({ operator, key, wanted }: Condition, request: PolicyRequest): boolean {
  const values = [request.context[key] ?? []].flat();
  const isWanted = (value: string) => wanted.some((pattern) => matches(flattenArn(pattern), value, request));
  switch (operator) {
    case 'Bool':
    case 'StringEquals':
    case 'StringLike':
      return values.length > 0 && values.every(isWanted);
    case 'ForAnyValue:StringLike':
      return values.some(isWanted);
    case 'ForAllValues:StringEquals':
      return values.every(isWanted);
    default:
      throw new Error(`the evaluator does not know the operator ${operator}`);
  }
}

/** Variables count as the text that they stand for, also if it holds a wildcard. */
function matches(pattern: string, text: string, { context }: PolicyRequest): boolean {
  const names = [...pattern.matchAll(/\$\{([^}]+)\}/g)].map(([, name = '']) => name);
  if (names.some((name) => context[name] === undefined)) {
    return false;
  }
  const parts = pattern.split(/(\$\{[^}]+\})/).map((part) => {
    const name = /^\$\{(.+)\}$/.exec(part)?.[1];
    return name ? escapeRegExp(String(context[name])) : escapeRegExp(part).replace(/\\\*/g, '.*').replace(/\\\?/g, '.');
  });
  return new RegExp(`^${parts.join('')}$`, 's').test(text);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A string of the template, with pseudo parameters and other references as their names: `arn:AWS::Partition:iot:...`. */
export function flattenArn(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const { Ref: ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(flattenArn).join(join[0]) : (ref ?? '');
}

/** ARN of a resource of AWS IoT Core, in the form that `flattenArn` gives. */
export function iotArn(resource: string): string {
  return `arn:AWS::Partition:iot:AWS::Region:AWS::AccountId:${resource}`;
}
