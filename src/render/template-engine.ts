import Handlebars from 'handlebars';
import { commentText, singleQuoted } from './literals';
import { SpillwayError } from '../errors';

/** Renders templates with a fixed, small set of helpers. A missing value is an error, and nothing is HTML-escaped. */
export interface TemplateEngine {
  /** @throws SpillwayError `broken-template` when the template does not fit the view */
  render(template: { readonly name: string; readonly text: string }, view: object): string;
}

/** All there are. */
const helpers = { string: singleQuoted, comment: commentText };
const knownHelpers = { string: true, comment: true };

/** @param partials text by name, for `{{> name}}` */
export function createTemplateEngine(partials: Readonly<Record<string, string>>): TemplateEngine {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
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
