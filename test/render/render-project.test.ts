import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { EmittedFile, FileTree } from '../../src/render/file-tree';
import { projectView } from '../../src/render/project-view';
import { renderProject } from '../../src/render/render-project';
import { layersOf } from '../../src/render/template-layers';
import { parseSpec } from '../../src/spec/parse-spec';
import { serviceFields, type ServiceSpec } from '../../src/spec/service-spec';
import { anySpec, leastAnswers, specOf } from '../valid-answers';

function choicesOf(field: 'api' | 'auth' | 'response'): string[] {
  return Object.keys(serviceFields[field].choices!);
}

function render(spec: ServiceSpec): FileTree {
  return renderProject(layersOf(spec), projectView(spec, planConcurrency(spec), '1.2.3'));
}

/** What a parser of the file's language says about it. */
function syntaxErrors({ path, contents }: EmittedFile): string[] {
  if (path.endsWith('.json')) {
    JSON.parse(contents);
  } else if (/\.ya?ml$/.test(path)) {
    parseYaml(contents);
  } else if (path.endsWith('.ts')) {
    const { diagnostics } = ts.transpileModule(contents, { fileName: path, reportDiagnostics: true });
    return (diagnostics ?? []).map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  }
  return [];
}

describe('renderProject', () => {
  it('emits only files that parse, whatever the answers', () => {
    const parsed = new Map<string, string[]>();
    fc.assert(
      fc.property(anySpec, (spec) => {
        for (const file of render(spec).files) {
          const key = `${file.path}\n${file.contents}`;
          if (!parsed.has(key)) {
            parsed.set(key, syntaxErrors(file));
          }
          expect(parsed.get(key)).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
    expect(parsed.size).toBeGreaterThan(500);
  });

  it('renders the same files for the same answers', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(render(spec)).toEqual(render(spec));
      }),
      { numRuns: 20 },
    );
  });

  it('gives each worker its own files', () => {
    const paths = render(specOf({ workers: ['orders=2', 'audit'] })).files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['src/handlers/orders.ts', 'src/handlers/audit.ts']));
    expect(paths.filter((path) => /[[\]{}]/.test(path))).toEqual([]);
  });

  it('leaves samples to the user and keeps the rest', () => {
    const { files } = render(specOf());
    const samples = files.filter(({ ownership }) => ownership === 'sample').map(({ path }) => path);
    expect(samples).toEqual(
      expect.arrayContaining(['.projenrc.ts', 'src/service-stack.ts', 'src/handlers/messages.ts']),
    );
    expect(samples.filter((path) => path.startsWith('src/spillway/'))).toEqual([]);
  });

  it('emits nothing of polling for fire-and-forget', () => {
    const { files } = render(specOf({ response: 'fire-and-forget' }));
    const code = files.filter(({ path }) => path.endsWith('.ts') && path !== '.projenrc.ts');
    expect(
      code.filter(({ contents }) => /status.?(table|store|route)/i.test(contents)).map(({ path }) => path),
    ).toEqual([]);
  });

  it.each([
    ['sigv4', /x\.?509|mutual|truststore|client certificate/i],
    ['x509', /sigv4|signature version|\bIAM_|userArn|execute-api:Invoke/i],
  ])('emits no words of another auth method for %s', (auth, foreign) => {
    const { files } = render(specOf({ auth }));
    const offending = files.filter(({ path, contents }) => path !== '.projenrc.ts' && foreign.test(contents));
    expect(offending.map(({ path }) => path)).toEqual([]);
  });

  it.each([
    [{ api: 'rest-sqs' }, /graphql|appsync/i],
    [{ api: 'graphql' }, /api.?gateway|mapping.template|velocity|rest.?api|x\.?509|truststore/i],
    [{ api: 'graphql', auth: 'x509' }, /sigv4|signature version|websocket/i],
    [{ api: 'graphql', response: 'fire-and-forget' }, /websocket|status.?(table|store|source)/i],
  ])('emits no words of another cell for %j', (answers, foreign) => {
    const { files } = render(specOf(answers));
    const offending = files.filter(({ path, contents }) => path !== '.projenrc.ts' && foreign.test(contents));
    expect(offending.map(({ path }) => path)).toEqual([]);
  });

  it('uses every layer that exists', () => {
    const directory = join(__dirname, '../../templates');
    const cells = choicesOf('api').flatMap((api) =>
      choicesOf('auth').flatMap((auth) => choicesOf('response').map((response) => ({ api, auth, response }))),
    );
    const used = new Set(
      cells
        .map((cell) => parseSpec({ ...leastAnswers, ...cell }))
        .flatMap((parsed) => ('spec' in parsed ? layersOf(parsed.spec) : [])),
    );
    const existing = ['gateway', 'api', 'auth', 'response', 'api-auth', 'api-response', 'api-status']
      .filter((kind) => existsSync(join(directory, kind)))
      .flatMap((kind) => readdirSync(join(directory, kind)).map((name) => `${kind}/${name}`));
    expect([...used].sort()).toEqual(['base', 'status', ...existing].sort());
  });
});
