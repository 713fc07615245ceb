import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conversation, keys } from './conversation';
import { Workspace } from './workspace';
import { fieldNames } from '../../src/spec/service-spec';

describe('spillway new in a terminal', () => {
  const workspace = new Workspace();
  const command = `${workspace.path('node_modules/.bin/spillway')} new`;

  beforeAll(() => workspace.installSpillway());
  afterAll(() => workspace.remove());

  const talk = (args: string) => new Conversation(`${command} ${args}`, workspace.directory);

  it('asks only what is open, refuses on the spot, lets the user go back, and writes', async () => {
    const conversation = talk('shop --no-install --no-git --api rest-sqs --auth sigv4 --region eu-west-1');
    await conversation.answer('Name of the service');
    await conversation.answer('Response', keys.down);
    await conversation.answer('Workers', 'orders=2, orders');
    await conversation.hear('rename one of them');
    conversation.press(keys.erase.repeat(6), 'audit', keys.enter);
    await conversation.answer('Messages per second at peak');
    await conversation.answer('Milliseconds to handle one message', '100');
    await conversation.answer("Account's concurrency quota");
    await conversation.answer('Concurrency budget', '2000');
    await conversation.hear("exceeds the account's quota of 1000");
    conversation.press(keys.erase.repeat(4), '60', keys.enter);
    await conversation.hear('service-stack.ts');
    await conversation.hear("Budget 60 of the account's 1000 (reserve)");
    await conversation.answer('Write the project?', keys.down);
    await conversation.answer('Which answer?', keys.down.repeat(fieldNames.indexOf('peakRate')));
    await conversation.hear('Messages per second at peak: 100');
    await conversation.answer('(100)', '30');
    await conversation.answer('Write the project?');
    await conversation.hear('cd shop');
    expect(await conversation.exitCode()).toBe(0);
    const definition = readFileSync(workspace.path('shop/.projenrc.ts'), 'utf8');
    expect(definition).toContain("workers: ['orders=2', 'audit']");
    expect(definition).toContain('peakRate: 30');
    expect(definition).toContain('ResponseStyle.FIRE_AND_FORGET');
  });

  it('shows why a choice does not fit, and takes several where there are several', async () => {
    const conversation = talk('meters --no-install --no-git --api iot --auth x509 --region eu-west-1');
    await conversation.answer('Name of the service');
    await conversation.hear('Response');
    await conversation.hear('sends nothing else back');
    conversation.press(keys.enter);
    for (const asked of ['Workers', 'Messages per', 'Milliseconds', "Account's", 'Concurrency budget']) {
      await conversation.answer(asked);
    }
    await conversation.answer('Write the project?', keys.down);
    await conversation.hear('Which answer?');
    await conversation.hear('Protocols of the devices: mqtt, https');
    conversation.press(keys.down.repeat(4), keys.enter);
    await conversation.hear('none: what fits');
    await conversation.hear('does not go with auth "x509"');
    conversation.press(keys.space, keys.enter);
    await conversation.answer('Write the project?');
    await conversation.hear('cd meters');
    expect(await conversation.exitCode()).toBe(0);
    expect(readFileSync(workspace.path('meters/.projenrc.ts'), 'utf8')).toContain('protocols: [DeviceProtocol.HTTPS]');
  });

  it('refuses what defaults rule out, lets an optional answer be taken back and a taken name be changed', async () => {
    mkdirSync(workspace.path('taken'));
    writeFileSync(workspace.path('taken', 'notes.txt'), '');
    const open = '--reservation reserve --batch-size 5 --no-install --no-git';
    const settled = '--api rest-sqs --auth sigv4 --response polling --worker orders --peak-rate 100 --duration-ms 100';
    const conversation = talk(`${open} ${settled} --account-concurrency 1000 --region eu-west-1`);
    await conversation.answer('Name of the service', 'taken');
    await conversation.answer('Concurrency budget', '950');
    await conversation.hear('exceeds the 900');
    conversation.press(keys.erase.repeat(3), '60', keys.enter);
    await conversation.hear('is not empty: it holds notes.txt');
    await conversation.answer('Write the project?', keys.down);
    await conversation.answer('Which answer?');
    await conversation.answer('(taken)', 'free');
    await conversation.answer('Write the project?', keys.down);
    await conversation.answer('Which answer?', keys.down.repeat(fieldNames.indexOf('batchSize')));
    await conversation.answer('now 5; empty: derived');
    await conversation.answer('Write the project?');
    await conversation.hear('cd free');
    expect(await conversation.exitCode()).toBe(0);
    expect(readFileSync(workspace.path('free/.projenrc.ts'), 'utf8')).not.toContain('batchSize: 5');
  });

  it.each(['Response', 'Write the project?'])('writes nothing when cancelled at "%s"', async (question) => {
    const conversation = talk('cancelled --no-install --no-git --api rest-sqs --auth sigv4');
    const questions = [
      'Name of',
      'Response',
      'Workers',
      'Messages per',
      'Milliseconds',
      "Account's",
      'Concurrency budget',
      'AWS Region',
      'Write the project?',
    ];
    for (const asked of questions.slice(0, questions.indexOf(question))) {
      await conversation.answer(asked);
    }
    await conversation.hear(question);
    conversation.press(keys.interrupt);
    await conversation.hear('cancelled, nothing was written');
    expect(await conversation.exitCode()).toBe(130);
    expect(existsSync(workspace.path('cancelled'))).toBe(false);
    expect(readdirSync(workspace.directory).filter((entry) => entry.startsWith('.spillway'))).toEqual([]);
  });

  it('refuses a full directory before it asks anything', async () => {
    const conversation = talk('node_modules');
    await conversation.hear('is not empty');
    expect(await conversation.exitCode()).toBe(2);
  });
});
