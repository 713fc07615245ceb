import inquirer from 'inquirer';
import { fromText } from './flags';
import { fallbackOf, kindOf, type Field } from '../spec/field';
import { checkAnswer } from '../spec/parse-spec';
import { fieldNames, serviceFields, type Answers, type FieldName } from '../spec/service-spec';
import { workerText, type WorkerSpec } from '../spec/worker-spec';

export type Verdict = 'write' | 'change' | 'cancel';

/** Thrown when the user ends the conversation with Ctrl-C. */
export class CancelledError extends Error {
  readonly name = 'CancelledError';
}

/** Asks for every field that has no answer yet, in the order of the list of fields. */
export async function askOpenQuestions(given: Answers, fallbacks: Answers): Promise<Answers> {
  let answers = given;
  for (const name of fieldNames) {
    const field: Field = serviceFields[name];
    if (field.asked && answers[name] === undefined) {
      answers = { ...answers, [name]: await ask(name, answers, fallbacks[name] ?? fallbackOf(field, answers)) };
    }
  }
  return answers;
}

/** Lets the user choose one answer and give it again. */
export async function askAgain(answers: Answers): Promise<Answers> {
  const name = await prompt<FieldName>({
    type: 'select',
    message: 'Which answer?',
    choices: fieldNames.map((value) => ({
      value,
      name: `${serviceFields[value].question}: ${shown(answers[value] ?? fallbackOf(serviceFields[value], answers)) || leftOut(value)}`,
      description: serviceFields[value].help,
    })),
  });
  const { [name]: current, ...others } = answers;
  return { ...others, [name]: await ask(name, others, current) };
}

/** What to do with the plan that was just shown. */
export async function askVerdict(problems: number): Promise<Verdict> {
  return prompt<Verdict>({
    type: 'select',
    message: 'Write the project?',
    choices: [
      { value: 'write', name: 'Write it', disabled: problems > 0 && '(correct the answers first)' },
      { value: 'change', name: 'Go back and change an answer' },
      { value: 'cancel', name: 'Cancel, write nothing' },
    ],
  });
}

/** Whether to go ahead with something that cannot be taken back; no unless the user says yes. */
export async function askConfirmation(message: string): Promise<boolean> {
  return prompt<boolean>({ type: 'confirm', message, default: false });
}

/** What an answer that nobody gives comes to. */
function leftOut(name: FieldName): string {
  return ['batchSize', 'batchWindowSeconds'].includes(name) ? 'derived' : 'none';
}

async function ask(name: FieldName, given: Answers, fallback: unknown): Promise<unknown> {
  const field: Field = serviceFields[name];
  if (kindOf(field) === 'choice') {
    return prompt({ type: 'select', message: field.question, choices: choices(name, given), default: fallback });
  }
  if (kindOf(field) === 'choices') {
    return askSeveral(name, given, fallback ?? fallbackOf(field, given));
  }
  const isOptional = field.fallback === undefined && name !== 'name';
  const current = shown(fallback);
  const typed = await prompt<string>({
    type: 'input',
    message: isOptional
      ? `${field.question} (${current && `now ${current}; `}empty: ${leftOut(name)})`
      : field.question,
    // an empty line takes the default, so that with one an optional answer could never be taken back
    default: isOptional ? undefined : current || undefined,
    validate: (text: string) => refusal(name, given, typedValue(name, text)) ?? true,
    theme: { prefix: { idle: explained(field), done: '✔' } },
  });
  return typedValue(name, typed);
}

/** Nothing chosen leaves the field to its fallback, which is also the way out where the answers rule out every choice. */
async function askSeveral(name: FieldName, given: Answers, current: unknown): Promise<unknown> {
  const offered = choices(name, given).map((choice) => ({
    ...choice,
    checked: !choice.disabled && [current].flat().includes(choice.value),
  }));
  const message = `${serviceFields[name].question} (none: what fits)`;
  const chosen = await prompt<string[]>({ type: 'checkbox', message, choices: offered });
  return chosen.length > 0 ? chosen : undefined;
}

/** Each choice with its one line; one that the answers so far rule out is shown with the reason and cannot be taken. */
function choices(name: FieldName, given: Answers) {
  return Object.entries((serviceFields[name] as Field).choices ?? {}).map(([value, description]) => {
    const reason = refusal(name, given, kindOf(serviceFields[name]) === 'choices' ? [value] : value);
    return { value, name: value, description, disabled: reason !== undefined && `(${reason})` };
  });
}

function refusal(name: FieldName, given: Answers, value: unknown): string | undefined {
  const problems = checkAnswer({ ...settled(name, { ...given, [name]: value }), ...given }, name, value);
  return problems.length > 0 ? problems.map(({ message, hint }) => `${message}; ${hint}`).join('. ') : undefined;
}

/** Fallbacks of what nobody will be asked: they are as good as answers, and one that rules a value out must do so now. */
function settled(asking: FieldName, answers: Answers): Answers {
  const unasked = fieldNames.filter((name) => {
    return name !== asking && !(serviceFields[name] as Field).asked && answers[name] === undefined;
  });
  return Object.fromEntries(unasked.map((name) => [name, fallbackOf(serviceFields[name], answers)]));
}

function typedValue(name: FieldName, text: string): unknown {
  const trimmed = text.trim();
  if (kindOf(serviceFields[name]) === 'list') {
    return trimmed.split(/[\s,]+/).filter((part) => part !== '');
  }
  return trimmed === '' ? undefined : fromText(name, trimmed);
}

function explained({ help }: Field): string {
  return `  ${help}\n?`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map((item: string | WorkerSpec) => (typeof item === 'string' ? item : workerText(item))).join(', ');
  }
  return value === undefined ? '' : String(value);
}

/** One question on standard error, so that standard output stays free for results. */
async function prompt<T>(question: object): Promise<T> {
  try {
    const ui = inquirer.createPromptModule({ output: process.stderr });
    const { answer } = (await ui([{ name: 'answer', ...question }] as never)) as { answer: T };
    return answer;
  } catch (error) {
    throw error instanceof Error && error.name === 'ExitPromptError' ? new CancelledError() : error;
  }
}
