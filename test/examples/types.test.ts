import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { listExamples } from './examples';

function configOf(directory: string): ts.ParsedCommandLine {
  const { config } = ts.readConfigFile(join(directory, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  return ts.parseJsonConfigFileContent(config, ts.sys, directory);
}

describe('generated-examples', () => {
  it('pass the type check of their own tsconfig', () => {
    const configs = listExamples().map(({ directory }) => configOf(directory));
    // all have the same options, so that one program loads the types of the CDK once
    const options = { ...configs[0]!.options, rootDir: undefined, configFilePath: undefined };
    const program = ts.createProgram(
      configs.flatMap(({ fileNames }) => fileNames),
      options,
    );
    const messages = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
      const place = diagnostic.file ? `${diagnostic.file.fileName}:${diagnostic.start}` : 'options';
      return `${place}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
    });
    expect(messages).toEqual([]);
    expect(configs.every(({ fileNames }) => fileNames.length > 20)).toBe(true);
  });
});
