import type { Terminal } from './terminal';
import { answersSchema } from '../spec/answers-schema';

/** `spillway schema`: the JSON Schema of the answers. */
export function schemaCommand(terminal: Terminal): void {
  terminal.result(JSON.stringify(answersSchema(), undefined, 2));
}
