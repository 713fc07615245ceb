import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { describe, expect, it } from 'vitest';
import { planConcurrency } from '../../src/plan/plan-concurrency';
import { projectView } from '../../src/render/project-view';
import { specOf } from '../valid-answers';

type Node = hbs.AST.Node;

const directory = join(__dirname, '../../templates');
const templates = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.hbs'));
const view = exampleView();
const helpers = new Set(['json', 'string']);

/** A view in which every list has an element, so that every path can be followed. */
function exampleView(): object {
  const answers = { workers: ['orders=2', 'audit'], concurrencyBudget: 950 };
  const [withThrottle, withProtocols] = [specOf(answers), specOf({ ...answers, api: 'iot' })].map((spec) =>
    projectView(spec, planConcurrency(spec), '1.2.3'),
  );
  return { ...withProtocols!, api: withThrottle!.api, worker: withThrottle!.workers[0] };
}

/** Paths that a template uses and the view does not have. strict rendering would not notice them in a condition. */
function unknownPaths(program: hbs.AST.Program, scope: unknown): string[] {
  return program.body.flatMap((node) => unknownPathsOf(node, scope));
}

function unknownPathsOf(node: Node, scope: unknown): string[] {
  if (node.type === 'MustacheStatement') {
    const { path, params } = node as hbs.AST.MustacheStatement;
    const used = helpers.has((path as hbs.AST.PathExpression).original) ? params : [path];
    return used.flatMap((expression) => unknown(expression, scope));
  }
  if (node.type !== 'BlockStatement') {
    return [];
  }
  const { path, params, program, inverse } = node as hbs.AST.BlockStatement;
  const [subject] = params;
  const inner =
    (path as hbs.AST.PathExpression).original === 'each' ? (valueAt(subject!, scope) as unknown[])[0] : scope;
  return [
    ...unknown(subject!, scope),
    ...unknownPaths(program, inner),
    ...(inverse ? unknownPaths(inverse, scope) : []),
  ];
}

function unknown(expression: hbs.AST.Expression, scope: unknown): string[] {
  return valueAt(expression, scope) === undefined ? [(expression as hbs.AST.PathExpression).original] : [];
}

function valueAt(expression: hbs.AST.Expression, scope: unknown): unknown {
  const path = expression as hbs.AST.PathExpression;
  const start = path.depth > 0 ? view : scope;
  return path.parts.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[String(part)], start);
}

describe.each(templates)('%s', (path) => {
  const text = readFileSync(join(directory, path), 'utf8');
  const program = Handlebars.parse(text);

  it('uses only what the view holds', () => {
    expect(unknownPaths(program, view)).toEqual([]);
  });

  it('has no nested blocks and at most two conditions', () => {
    const blocks = program.body.filter((node) => node.type === 'BlockStatement') as hbs.AST.BlockStatement[];
    expect(blocks.flatMap((block) => block.program.body).filter((node) => node.type === 'BlockStatement')).toEqual([]);
    const conditions = blocks.filter((block) => (block.path as hbs.AST.PathExpression).original === 'if');
    expect(conditions.length).toBeLessThanOrEqual(2);
  });
});

describe('templates', () => {
  it('exist', () => {
    expect(templates.length).toBeGreaterThan(3);
  });
});
