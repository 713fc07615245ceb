import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStack } from '../../../src/local/template/assembly';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'spillway-assembly-'))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (name: string, contents: object) => writeFileSync(join(directory, name), JSON.stringify(contents));

function writeAssembly(): void {
  const environment = 'aws://unknown-account/eu-west-1';
  write('manifest.json', {
    artifacts: {
      'shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'shop.assets.json' } },
      shop: { type: 'aws:cloudformation:stack', environment, properties: { templateFile: 'shop.template.json' } },
      Tree: { type: 'cdk:tree' },
    },
  });
  write('shop.template.json', { Resources: {} });
  write('shop.assets.json', {
    files: { abc: { source: { path: 'asset.abc' }, destinations: { here: { objectKey: 'abc.zip' } } } },
  });
}

describe('readStack', () => {
  it('finds template, Region and assets', () => {
    writeAssembly();
    expect(readStack(directory, 'shop')).toEqual({
      name: 'shop',
      region: 'eu-west-1',
      template: { Resources: {} },
      assets: new Map([['abc.zip', join(directory, 'asset.abc')]]),
    });
  });

  it('says which stacks there are', () => {
    writeAssembly();
    expect(() => readStack(directory, 'other')).toThrow('has no stack "other", but: shop');
  });

  it('says that nothing was synthesized', () => {
    expect(() => readStack(directory, 'shop')).toThrow('holds no synthesized app; leave out --no-synth');
  });
});
