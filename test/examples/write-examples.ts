import { clearExample, listExamples, writeExample } from './examples';

for (const example of listExamples()) {
  clearExample(example);
  writeExample(example, example.directory);
  console.log(`wrote generated-examples/${example.name}`);
}
