import Handlebars from 'handlebars';
import { SpillwayError } from '../errors';

/** Renders templates with a fixed, small set of helpers. A missing value is an error, and nothing is HTML-escaped. */
export interface TemplateEngine {
  /** @throws SpillwayError `broken-template` when the template does not fit the view */
  render(template: { readonly name: string; readonly text: string }, view: object): string;
}

const knownHelpers = { json: true, string: true };

/** @param partials text by name, for `{{> name}}` */
export function createTemplateEngine(partials: Readonly<Record<string, string>>): TemplateEngine {
  const handlebars = Handlebars.create();
  handlebars.registerHelper('json', (value: unknown) => JSON.stringify(value));
  handlebars.registerHelper('string', singleQuoted);
  handlebars.registerPartial({ ...partials });
  return {
    render({ name, text }, view) {
      try {
        const options = { noEscape: true, strict: true, knownHelpers, knownHelpersOnly: true };
        return handlebars.compile(text, options)(view);
      } catch (cause) {
        throw new SpillwayError('broken-template', `template ${name} does not fit its view`, { cause });
      }
    },
  };
}

/** A string as a single-quoted TypeScript literal; like `json`, the only way for text to enter code. */
function singleQuoted(value: unknown): string {
  const inner = JSON.stringify(String(value)).slice(1, -1);
  return `'${inner.replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}
