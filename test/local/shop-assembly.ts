import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiTemplate } from './rest/shop-api';
import { shopTemplate } from './template/shop-stack';
import type { Template } from '../../src/local/template/assembly';

/** Logs what it handles, and fails what says that it is bad. */
const handler = `exports.handler = async ({ Records }) => ({
  batchItemFailures: Records.filter(({ messageId, body, messageAttributes }) => {
    console.log(messageAttributes.principal.stringValue + ' sent ' + body);
    return body.includes('bad');
  }).map(({ messageId }) => ({ itemIdentifier: messageId })),
});`;

/** Writes what `cdk synth` would write of a shop with an API, a queue and a worker; `other` is the code of def.zip. */
export function writeShopAssembly(directory: string, changes: Template['Resources'] = {}, other = handler): void {
  const write = (name: string, contents: object) => writeFileSync(join(directory, name), JSON.stringify(contents));
  mkdirSync(join(directory, 'asset.abc'), { recursive: true });
  mkdirSync(join(directory, 'asset.def'), { recursive: true });
  writeFileSync(join(directory, 'asset.abc/index.js'), handler);
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
  write('shop.template.json', { Resources });
}
