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
const helpers = new Set(['string', 'comment']);
const partials = new Map(
  templates
    .filter((path) => path.startsWith('partials/'))
    .map((path) => [path.slice('partials/'.length, -'.hbs'.length), parse(path)]),
);

/** A view in which every list has an element, so that every path can be followed. */
function exampleView(): object {
  const answers = { workers: ['orders=2', 'audit'], concurrencyBudget: 950 };
  const [withThrottle, withProtocols] = [specOf(answers), specOf({ ...answers, api: 'iot' })].map((spec) =>
    projectView(spec, planConcurrency(spec), '1.2.3'),
  );
  const { api, documents, workers } = withThrottle!;
  return { ...withProtocols!, api, documents, workers, firstWorker: workers[0], worker: workers[0] };
}

function parse(path: string): hbs.AST.Program {
  return Handlebars.parse(readFileSync(join(directory, path), 'utf8'));
}

/** A program with its partials in their place. */
function withPartials(program: hbs.AST.Program): hbs.AST.Program {
  const body = program.body.flatMap((node): hbs.AST.Statement[] => {
    if (node.type === 'PartialStatement') {
      const name = ((node as hbs.AST.PartialStatement).name as hbs.AST.PathExpression).original;
      return withPartials(partials.get(name)!).body;
    }
    if (node.type !== 'BlockStatement') {
      return [node];
    }
    const block = node as hbs.AST.BlockStatement;
    const [inner, inverse] = [withPartials(block.program), block.inverse && withPartials(block.inverse)];
    return [{ ...block, program: inner, inverse } as hbs.AST.BlockStatement];
  });
  return { ...program, body };
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
  const { params, program, inverse } = node as hbs.AST.BlockStatement;
  const [subject] = params;
  const inner = nameOf(node) === 'each' ? (valueAt(subject!, scope) as unknown[])[0] : scope;
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

/** What a block begins with: `each`, `if`, `unless`. */
function nameOf(node: Node): string {
  return ((node as hbs.AST.BlockStatement).path as hbs.AST.PathExpression).original;
}

function blocksIn(program: hbs.AST.Program | undefined): hbs.AST.BlockStatement[] {
  return (program?.body ?? []).filter((node) => node.type === 'BlockStatement') as hbs.AST.BlockStatement[];
}

/** Blocks inside of another block, whichever branch they stand in. */
function nestedBlocks(program: hbs.AST.Program): hbs.AST.BlockStatement[] {
  return blocksIn(program).flatMap((block) => [...blocksIn(block.program), ...blocksIn(block.inverse)]);
}

describe.each(templates)('%s', (path) => {
  const program = withPartials(parse(path));

  it('uses only what the view holds', () => {
    expect(unknownPaths(program, view)).toEqual([]);
  });

  it('has no nested blocks and at most two conditions', () => {
    expect(nestedBlocks(program).map(nameOf)).toEqual([]);
    const conditions = blocksIn(program).filter((block) => nameOf(block) !== 'each');
    expect(conditions.length).toBeLessThanOrEqual(2);
  });
});

describe('the check of templates', () => {
  const check = (text: string) => withPartials(Handlebars.parse(text));

  it.each(['{{#if name}}{{else}}{{#each workers}}{{/each}}{{/if}}', '{{#if name}}{{else if region}}{{/if}}'])(
    'sees the nested block of %s',
    (text) => expect(nestedBlocks(check(text))).toHaveLength(1),
  );

  it('sees what a partial uses, where it is used', () => {
    partials.set('probe', Handlebars.parse('{{#unless name}}{{missing}}{{/unless}}'));
    expect(unknownPaths(check('{{> probe}}'), view)).toEqual(['missing']);
    expect(nestedBlocks(check('{{#each workers}}{{> probe}}{{/each}}')).map(nameOf)).toEqual(['unless']);
    partials.delete('probe');
  });
});

describe('templates', () => {
  it('exist', () => {
    expect(templates.length).toBeGreaterThan(3);
  });
});
