/** A string as a single-quoted TypeScript literal: the only way for text to enter code. */
export function singleQuoted(value: unknown): string {
  const inner = JSON.stringify(String(value)).slice(1, -1);
  return `'${inner.replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

/** Text for one line of a block comment, which nothing in the text ends: the only way for text to enter a comment. */
export function commentText(value: unknown): string {
  return String(value).replace(/\s+/g, ' ').replaceAll('*/', '* /');
}
