import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntaxErrors } from './syntax-errors';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import type { FileTree } from '../../src/render/file-tree';
import { projectView } from '../../src/render/project-view';
import { renderProject } from '../../src/render/render-project';
import { layersOf } from '../../src/render/template-layers';
import type { ServiceSpec } from '../../src/spec/service-spec';
import { anySpec, everyCombination, specOf } from '../valid-answers';

function render(spec: ServiceSpec): FileTree {
  return renderProject(layersOf(spec), projectView(spec, planConcurrency(spec), '1.2.3'));
}

const iotWords = /\biot\b|mqtt/i;
const graphqlWords = /graphql|appsync/i;
/** Words that only other cells may use. GraphQL with X.509 stands behind API Gateway, so those are no foreign words to it. */
const foreignWords: {
  readonly api: Readonly<Record<ServiceSpec['api'], readonly RegExp[]>>;
  readonly auth: Readonly<Record<ServiceSpec['auth'], readonly RegExp[]>>;
} = {
  api: {
    'rest-sqs': [iotWords, graphqlWords],
    graphql: [iotWords],
    iot: [graphqlWords, /api gateway|apigateway|execute-api|REST API/i],
  },
  auth: {
    // a library of that name makes the certificates of local servers in tests
    sigv4: [/(?<!@peculiar\/)\bx\.?509\b|mutual|truststore|client certificate/i],
    x509: [/\bIAM_|execute-api:Invoke/i],
  },
};

describe('renderProject', () => {
  it('emits only files that parse, whatever the answers', () => {
    const parsed = new Set<string>();
    fc.assert(
      fc.property(anySpec, (spec) => {
        const unseen = render(spec).files.filter(({ path, contents }) => !parsed.has(path + contents));
        unseen.forEach(({ path, contents }) => parsed.add(path + contents));
        expect(unseen.flatMap(syntaxErrors)).toEqual([]);
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

  it.each(everyCombination())('speaks of no other cell: $api, $auth, $response, $protocols, $identityPool', (spec) => {
    const foreign = [...foreignWords.api[spec.api], ...foreignWords.auth[spec.auth]];
    const files = render(spec).files.filter(({ path, contents }) => {
      return path !== '.projenrc.ts' && foreign.some((words) => words.test(contents));
    });
    expect(files.map(({ path }) => path)).toEqual([]);
  });

  it('emits nothing of an HTTP API behind the workers when there is none', () => {
    const { files } = render(specOf({ downstream: 'none' }));
    const offending = files.filter(
      ({ path, contents }) => path !== '.projenrc.ts' && /secrets.?manager|DOWNSTREAM_/i.test(contents),
    );
    expect(offending.map(({ path }) => path)).toEqual([]);
    expect(files.filter(({ path }) => path.toLowerCase().includes('downstream'))).toEqual([]);
  });

  it.each(['polling', 'fire-and-forget'])('gives handlers of an HTTP API no other files for %s', (response) => {
    const paths = render(specOf({ response, downstream: 'http' })).files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['src/downstream.ts', 'src/handlers/messages.ts']));
  });

  it('writes several choices as members of their enum', () => {
    const { files } = render(specOf({ api: 'iot' }));
    const definition = files.find(({ path }) => path === '.projenrc.ts')!.contents;
    expect(definition).toContain('protocols: [DeviceProtocol.MQTT_WSS, DeviceProtocol.HTTPS]');
    expect(definition).toMatch(/^import \{.* DeviceProtocol, .*\} from 'spillway';/);
  });

  it('emits nothing of a protocol that no device speaks', () => {
    const paths = render(specOf({ api: 'iot', auth: 'x509', protocols: ['https'] })).files.map(({ path }) => path);
    expect(paths).toContain('clients/https-device.ts');
    expect(paths.filter((path) => /mqtt|provision/.test(path))).toEqual([]);
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

  it.each([
    [{}, false],
    [{ downstream: 'http' }, true],
    [{ api: 'graphql' }, false],
    [{ api: 'graphql', auth: 'x509', downstream: 'http' }, true],
    [{ api: 'iot', auth: 'x509' }, false],
    [{ api: 'iot', downstream: 'http' }, true],
  ])('tells how to run %j locally, and of what is behind its workers: %s', (answers, hasDownstream) => {
    const { files } = render(specOf(answers));
    const contentsOf = (wanted: string) => files.find(({ path }) => path === wanted)!.contents;
    expect(contentsOf('README.md')).toContain('LOCAL.md');
    expect(contentsOf('docs/LOCAL.md').includes('--downstream-url')).toBe(hasDownstream);
  });

  it('emits nothing of an identity pool where there is none', () => {
    const { files } = render(specOf({ api: 'iot' }));
    const offending = files.filter(
      ({ path, contents }) =>
        path !== '.projenrc.ts' && /cognito|identity.?pool|attach-identity/i.test(path + contents),
    );
    expect(offending.map(({ path }) => path)).toEqual([]);
  });

  it('uses every layer that exists', () => {
    const directory = join(__dirname, '../../templates');
    const used = new Set(everyCombination().flatMap(layersOf));
    const existing = readdirSync(directory)
      .filter((kind) => !['base', 'answered', 'status', 'partials'].includes(kind))
      .flatMap((kind) => readdirSync(join(directory, kind)).map((name) => `${kind}/${name}`));
    expect([...used].sort()).toEqual(['answered', 'base', 'status', ...existing].sort());
  });
});
