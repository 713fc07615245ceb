import { compileSql, type RuleMessage, type RuleSql } from './rule-sql';
import type { CompileExpression } from './sql-expression';
import type { Report } from '../local-event';
import { call, type JsonService } from '../services/aws-json';
import type { Properties, StackReader } from '../template/stack-reader';

/** A topic rule of the template. */
export interface TopicRule extends RuleSql {
  readonly name: string;
  readonly queues: readonly QueueAction[];
  /** Log group that takes what an action failed on. */
  readonly errorLog?: string;
}

interface QueueAction {
  readonly url: string;
  readonly useBase64: boolean;
}

interface RulePayload {
  readonly Sql: string;
  readonly RuleDisabled?: boolean;
  readonly Actions?: readonly Readonly<Record<string, Properties>>[];
  readonly ErrorAction?: Readonly<Record<string, Properties>>;
}

/** Reads the rules that are enabled. Actions that do nothing here are reported. */
export function readTopicRules(
  reader: StackReader,
  { compile, report }: { readonly compile: CompileExpression; readonly report: Report },
): TopicRule[] {
  return reader.resources('AWS::IoT::TopicRule').flatMap(({ logicalId, properties }) => {
    const name = String(properties.RuleName ?? logicalId);
    const { Sql, RuleDisabled, Actions = [], ErrorAction = {} } = properties.TopicRulePayload as RulePayload;
    for (const action of Actions.flatMap((it) => Object.keys(it)).filter((it) => it !== 'Sqs')) {
      report({ type: 'problem', message: `action ${action} of rule ${name} has no effect locally` });
    }
    const rule: TopicRule = {
      name,
      ...compileSql(Sql, compile),
      queues: Actions.flatMap(({ Sqs }) =>
        Sqs ? [{ url: String(Sqs.QueueUrl), useBase64: Sqs.UseBase64 === true }] : [],
      ),
      ...(ErrorAction.CloudwatchLogs && { errorLog: String(ErrorAction.CloudwatchLogs.LogGroupName) }),
    };
    return RuleDisabled === true ? [] : [rule];
  });
}

export interface RuleSurroundings {
  readonly sqs: JsonService;
  readonly report: Report;
}

/** Gives a message to every rule. Never rejects: what fails is the business of the error action, not of the device. */
export async function runRules(
  rules: readonly TopicRule[],
  message: RuleMessage,
  { sqs, report }: RuleSurroundings,
): Promise<void> {
  for (const rule of rules) {
    const text = rule.apply(message);
    const queues = text === undefined ? [] : rule.queues;
    for (const { url, useBase64 } of queues) {
      const body = useBase64 ? Buffer.from(text!).toString('base64') : text;
      try {
        await call(sqs, 'SendMessage', { input: { QueueUrl: url, MessageBody: body } });
      } catch (error) {
        report({ type: 'problem', message: describeFailure(rule, message, { url, error: error as Error }) });
      }
    }
  }
}

/** The entry that the error action would write (iot/latest/developerguide/rule-error-handling.html). */
function describeFailure(
  { name, errorLog }: TopicRule,
  { topic, payload, clientId }: RuleMessage,
  { url, error }: { readonly url: string; readonly error: Error },
): string {
  const entry = {
    ruleName: name,
    topic,
    ...(clientId !== undefined && { clientId }),
    base64OriginalPayload: payload.toString('base64'),
    failures: [{ failedAction: 'SqsAction', failedResource: url, errorMessage: error.message }],
  };
  const end = errorLog === undefined ? 'is lost, because it has no error action' : `is logged to ${errorLog}`;
  return `a message that rule ${name} could not put into its queue ${end}: ${JSON.stringify(entry)}`;
}
