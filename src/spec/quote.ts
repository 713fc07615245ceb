/** Controls, and what reorders or hides the text around it: C1, zero-width and bidirectional characters. */
const invisible = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A user's value as JSON, so that control characters show and cannot act on the terminal.
 *
 * @param longest characters after which it is cut
 */
export function quote(value: unknown, longest = 80): string {
  const text = JSON.stringify(value) ?? String(value);
  const visible = text.replace(invisible, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return visible.length > longest ? `${visible.slice(0, longest - 3)}...` : visible;
}

/** A path as JSON, never cut: its end is what tells it apart. */
export function quotePath(path: string): string {
  return quote(path, Infinity);
}
