import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTemplateEngine } from '../../src/render/template-engine';

const engine = createTemplateEngine({ greeting: 'hello {{name}}' });
const render = (text: string, view: object) => engine.render({ name: 'test', text }, view);

describe('createTemplateEngine', () => {
  it('includes partials and escapes nothing', () => {
    expect(render('{{> greeting}}!', { name: '<&>' })).toBe('hello <&>!');
  });

  it.each(['{{missing}}', '{{name.missing}}', '{{unknown name}}', '{{'])(
    'refuses %s, which does not fit the view, and names the template',
    (text) => {
      expect(() => render(text, { name: 'x' })).toThrow('template test does not fit its view');
    },
  );

  it('keeps any text inside the quotes of a literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const single = render('{{string value}}', { value });
        // eslint-disable-next-line @typescript-eslint/no-implied-eval
        expect(new Function(`return ${single}`)()).toBe(value);
      }),
    );
  });

  it('keeps any text inside its comment', () => {
    const piece = fc.constantFrom('*', '/', '*/', '\n', '\u2028', 'a', ' ');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const code = render('/** {{comment value}} */ "after"', { value: pieces.join('') });
        // eslint-disable-next-line @typescript-eslint/no-implied-eval
        expect(new Function(`return ${code}`)()).toBe('after');
        expect(code).not.toMatch(/[\n\u2028]/);
      }),
    );
  });
});
