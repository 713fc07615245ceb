import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestOf, writeManifest } from './write-manifest';
import { readManifests } from '../../src/ledger/read-manifests';
import { manifestPath, type ServiceManifest } from '../../src/manifest';

let workingDirectory: string;
beforeEach(() => (workingDirectory = mkdtempSync(join(tmpdir(), 'spillway-test-'))));
afterEach(() => rmSync(workingDirectory, { recursive: true, force: true }));

const read = (...directories: string[]) =>
  readManifests(
    directories.map((directory) => ({ directory })),
    { workingDirectory, spillwayVersion: '0.1.0' },
  );

describe('readManifests', () => {
  it('reads what the examples state', () => {
    const root = join(__dirname, '../../generated-examples');
    const directories = readdirSync(root).map((name) => join(root, name));
    const { entries, problems } = read(...directories);
    expect(problems).toEqual([]);
    expect(entries).toEqual(
      directories.map((directory) => {
        const { spec, plan } = JSON.parse(readFileSync(join(directory, manifestPath), 'utf8')) as ServiceManifest;
        const { accountConcurrency, unreservedFloor, reservation, totals } = plan;
        const { reserved, maximum } = totals;
        const { name, region } = spec;
        return { directory, name, region, reservation, reserved, maximum, accountConcurrency, unreservedFloor };
      }),
    );
  });

  it.each<[string, (text: string) => string]>([
    ['on one line', (text) => JSON.stringify(JSON.parse(text))],
    ['with line breaks of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['with a byte order mark', (text) => `\ufeff${text}`],
    [
      'with a plan larger than what is read at first',
      (text) => text.replace('"plan": {', `"plan": {${' '.repeat(20_000)}`),
    ],
    ['with its explanations before the numbers', (text) => reordered(JSON.parse(text) as ServiceManifest)],
  ])('reads one laid out otherwise: %s', (_how, layOut) => {
    const { plan } = manifestOf('orders');
    writeManifest(workingDirectory, 'orders', layOut(JSON.stringify(manifestOf('orders'), undefined, 2)));
    expect(read('orders').entries).toMatchObject([{ directory: 'orders', reserved: plan.totals.reserved }]);
  });

  it('names the file of each problem, and reports all of them', () => {
    writeManifest(workingDirectory, 'broken', '{ "spec": ');
    writeManifest(workingDirectory, 'conflict', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> main\n');
    writeManifest(workingDirectory, 'empty', '{}');
    const { problems } = read('broken', 'conflict', 'empty');
    expect(problems.map(({ path }) => path)).toEqual([
      '"broken/.spillway/manifest.json"',
      '"conflict/.spillway/manifest.json"',
      ...Array<string>(7).fill('"empty/.spillway/manifest.json"'),
    ]);
    expect(problems[1]).toMatchObject({ code: 'invalid-manifest', message: expect.stringMatching(/^not JSON: /) });
  });

  it('lets nothing in a manifest act on the terminal', () => {
    writeManifest(workingDirectory, 'broken', '\u001b[2J');
    writeManifest(workingDirectory, 'odd', '{ "spillwayVersion": "9.9.9\\u001b[2J" }');
    const messages = read('broken', 'odd').problems.map(({ message }) => message);
    expect(messages).toHaveLength(2);
    expect(messages.join()).toContain('\\u001b[2J');
    expect(messages.join()).not.toContain('\u001b');
  });

  it('tells what does not exist from what is no project', () => {
    writeFileSync(join(workingDirectory, 'README.md'), '');
    mkdirSync(join(workingDirectory, 'docs'));
    const { missing, withoutManifest } = read('README.md', 'docs', 'gone');
    expect(missing).toEqual([{ directory: 'gone' }]);
    expect(withoutManifest).toEqual([{ directory: 'README.md' }, { directory: 'docs' }]);
  });

  it('fails where the disk does not give a manifest', () => {
    mkdirSync(join(workingDirectory, 'orders', manifestPath), { recursive: true });
    expect(() => read('orders')).toThrow(expect.objectContaining({ code: 'unreadable-manifest' }));
  });
});

function reordered({ plan, ...rest }: ServiceManifest): string {
  const { derivations, findings, ...numbers } = plan;
  return JSON.stringify({ ...rest, plan: { derivations, findings, ...numbers } }, undefined, 2);
}
