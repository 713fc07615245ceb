import { join } from 'node:path';
import ts from 'typescript';

/** What the compiler says of projects, each with the files of its own tsconfig. One program loads the CDK's types once. */
export function typeErrors(directories: readonly string[]): string[] {
  const configs = directories.map(configOf);
  const options = { ...configs[0]!.options, rootDir: undefined, configFilePath: undefined };
  const files = configs.flatMap(({ fileNames }) => fileNames);
  return ts.getPreEmitDiagnostics(ts.createProgram(files, options)).map((diagnostic) => {
    const place = diagnostic.file ? `${diagnostic.file.fileName}:${diagnostic.start}` : 'options';
    return `${place}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`;
  });
}

function configOf(directory: string): ts.ParsedCommandLine {
  const { config } = ts.readConfigFile(join(directory, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  return ts.parseJsonConfigFileContent(config, ts.sys, directory);
}
