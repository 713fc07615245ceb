import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findApiUrl } from '../../clients/api-url';
import { serviceName } from '../../src/spillway/service';

const url = 'https://api.shop.example/';

function deployedWith(outputs: object[]): void {
  vi.spyOn(CloudFormationClient.prototype, 'send').mockImplementation(async () => ({ Stacks: [{ Outputs: outputs }] }));
}

test('asks the stack', async () => {
  deployedWith([{ OutputKey: 'ApiUrl', OutputValue: url }]);
  await expect(findApiUrl()).resolves.toBe(url);
});

test('says that the stack must be deployed first', async () => {
  deployedWith([]);
  await expect(findApiUrl()).rejects.toThrow(/has no output ApiUrl; deploy it first$/);
});

test('reads what cdk deploy wrote', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'outputs-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'cdk-outputs.json');
  writeFileSync(file, JSON.stringify({ [serviceName]: { ApiUrl: url } }));
  await expect(findApiUrl(file)).resolves.toBe(url);
});
