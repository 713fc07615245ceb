import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersSchema } from '../../src/spec/answers-schema';

writeFileSync(join(__dirname, '../../docs/answers.schema.json'), `${JSON.stringify(answersSchema(), undefined, 2)}\n`);
