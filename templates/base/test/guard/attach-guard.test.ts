import { type App, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { expect, test } from 'vitest';
import { attachGuard } from '../../src/spillway/guard/attach-guard';
import { addFunction, addWorker, cfnResource, compliantWorker } from '../support/guarded-app';

/** Has the guard look at the app; returns what the synth throws. */
function synthesize(app: App): string {
  attachGuard(app);
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function spoiledWorker() {
  const worker = compliantWorker();
  cfnResource(worker.queue).addPropertyOverride('VisibilityTimeout', 30);
  return worker;
}

const id = 'Spillway::visibility-too-short';

test('lets a compliant app through', () => {
  expect(synthesize(compliantWorker().app)).toBe('');
});

test('fails the synth of any other, with the path, the fix and the id to acknowledge', () => {
  const report = synthesize(spoiledWorker().app);
  expect(report).toMatch(/visibility timeout 30 s is under 6 x/);
  expect(report).toContain('shop/Queue/Resource');
  expect(report).toContain('Suggested fix: raise visibilityTimeout to 61 s');
  expect(report).toContain(`Acknowledge with '${id}'`);
});

test('sees a stage in a stage', () => {
  const { app } = compliantWorker();
  const inner = new Stage(new Stage(app, 'outer'), 'inner');
  addFunction(new Stack(inner, 'jobs'), 'Nightly');
  expect(synthesize(app)).toContain('outer/inner/jobs/Nightly/Resource');
});

type Spoiled = ReturnType<typeof spoiledWorker>;
const scopes: [string, (worker: Spoiled) => IConstruct][] = [
  ['resource', ({ queue }) => cfnResource(queue)],
  ['construct', ({ queue }) => queue],
  ['stack', ({ stack }) => stack],
  ['app', ({ app }) => app],
];

test.each(scopes)('takes an acknowledgement on the %s', (_scope, scopeOf) => {
  const worker = spoiledWorker();
  Validations.of(scopeOf(worker)).acknowledge({ id, reason: 'the function is idempotent' });
  expect(synthesize(worker.app)).not.toContain('visibility timeout');
});

test('takes no acknowledgement of another construct, or of another rule', () => {
  const { app, handler, queue } = spoiledWorker();
  Validations.of(handler).acknowledge({ id, reason: 'the function is idempotent' });
  Validations.of(queue).acknowledge({ id: 'Spillway::receive-count-too-low', reason: 'never throttled' });
  expect(synthesize(app)).toMatch(/visibility timeout 30 s/);
});

test('leaves the other findings when one is acknowledged', () => {
  const { app, stack, queue } = spoiledWorker();
  Validations.of(queue).acknowledge({ id, reason: 'the function is idempotent' });
  addFunction(stack, 'Nightly');
  expect(synthesize(app)).toMatch(/nothing bounds this function[^]*shop\/Nightly/);
});

test.each(['', ' '])('refuses the reason "%s", which nothing can acknowledge', (reason) => {
  const { app, queue } = spoiledWorker();
  Validations.of(queue).acknowledge({ id, reason });
  Validations.of(app).acknowledge({ id: 'Spillway::acknowledgement-without-reason', reason: 'no time' });
  expect(synthesize(app)).toMatch(/Spillway::visibility-too-short is acknowledged without a reason[^]*shop\/Queue/);
});

test('an acknowledgement that nothing needs is no error', () => {
  const { app, queue } = compliantWorker();
  Validations.of(queue).acknowledge({ id, reason: 'just in case' });
  expect(synthesize(app)).toBe('');
});

/** An app with a worker in each of two stacks, which together are over every budget. */
function twoStacks() {
  const { app } = compliantWorker();
  const { handler } = addWorker(new Stack(app, 'more'));
  cfnResource(handler).addPropertyOverride('ReservedConcurrentExecutions', 200_000);
  return app;
}

test('names all functions that exceed the budget together', () => {
  expect(synthesize(twoStacks())).toMatch(
    /take 200002 units of concurrency .*shop\/Handler\/Resource 2, more\/Handler\/Resource 200000/,
  );
});

test('takes an acknowledgement of what several stacks do together on the app', () => {
  const app = twoStacks();
  Validations.of(app).acknowledge({ id: 'Spillway::budget-exceeded', reason: 'they never run at once' });
  expect(synthesize(app)).toBe('');
});
