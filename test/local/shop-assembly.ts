import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTemplate } from './rest/shop-api';
import { shopTemplate } from './template/shop-stack';
import type { Template } from '../../src/local/template/assembly';

const handler = `exports.handler = async ({ Records }) => ({
  batchItemFailures: Records.filter(({ messageId, body, messageAttributes }) => {
    console.log(messageAttributes.principal.stringValue + ' sent ' + body);
    return body.includes('bad');
  }).map(({ messageId }) => ({ itemIdentifier: messageId })),
});`;

export interface ShopCode {
  /** Code of the asset that the template names; by default, it logs, and fails what says that it is bad. */
  readonly code?: string;
  /** Code of def.zip, which the template can be changed to name. */
  readonly other?: string;
  /** Parameters of the template. */
  readonly parameters?: Template['Parameters'];
}

/**
 * Writes what `cdk synth` would write of a shop with an API, a queue and a worker.
 *
 * @param changes resources that replace those of the same name
 */
export function writeShopAssembly(
  directory: string,
  changes: Template['Resources'] = {},
  { code = handler, other = handler, parameters: Parameters = {} }: ShopCode = {},
): void {
  const write = (name: string, contents: object) => writeFileSync(join(directory, name), JSON.stringify(contents));
  mkdirSync(join(directory, 'asset.abc'), { recursive: true });
  mkdirSync(join(directory, 'asset.def'), { recursive: true });
  writeFileSync(join(directory, 'asset.abc/index.js'), code);
  writeFileSync(join(directory, 'asset.def/index.js'), other);
  const environment = 'aws://unknown-account/eu-west-1';
  write('manifest.json', {
    artifacts: {
      'shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'shop.assets.json' } },
      shop: { type: 'aws:cloudformation:stack', environment, properties: { templateFile: 'shop.template.json' } },
    },
  });
  write('shop.assets.json', {
    files: {
      abc: { source: { path: 'asset.abc' }, destinations: { here: { objectKey: 'abc.zip' } } },
      def: { source: { path: 'asset.def' }, destinations: { here: { objectKey: 'def.zip' } } },
    },
  });
  const Resources = { ...shopTemplate.Resources, ...apiTemplate.Resources, ...changes };
  write('shop.template.json', { Parameters, Resources });
}
