import ts from 'typescript';
import { parse as parseYaml } from 'yaml';
import type { EmittedFile } from '../../src/render/file-tree';

/** The compiler keeps what its parser found here; going through a whole program would take minutes. */
interface ParsedSource extends ts.SourceFile {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
}

/**
 * What a parser of the file's language says about it; nothing for other languages.
 *
 * @throws Error for JSON and YAML that does not parse
 */
export function syntaxErrors({ path, contents }: Pick<EmittedFile, 'path' | 'contents'>): string[] {
  if (/(^|\/)tsconfig[^/]*\.json$/.test(path)) {
    // the compiler's own dialect: JSON with comments
    const { error } = ts.parseConfigFileTextToJson(path, contents);
    return error ? [`${path}: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`] : [];
  }
  if (path.endsWith('.json')) {
    JSON.parse(contents);
  } else if (/\.ya?ml$/.test(path)) {
    parseYaml(contents);
  } else if (/\.(ts|mjs)$/.test(path)) {
    const source = ts.createSourceFile(path, contents, ts.ScriptTarget.ES2022) as ParsedSource;
    return source.parseDiagnostics.map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  }
  return [];
}
