/**
 * A path as one word of a command to paste.
 *
 * @param platform whose shell will read it
 */
export function shellQuote(path: string, platform: NodeJS.Platform = process.platform): string {
  const word = path.startsWith('-') ? `./${path}` : path; // not an option
  if (platform === 'win32') {
    return /^[\w.:/\\-]+$/.test(word) ? word : `"${word}"`; // a path holds no quotes there
  }
  if (/^[\w.,:@%+/=-]+$/.test(word)) {
    return word;
  }
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(word) ? ansiQuote(word) : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** What does not show is escaped: a name must not act on the terminal that prints it. */
function ansiQuote(word: string): string {
  const escaped = word.replace(/[\\']/g, '\\$&').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\U${character.codePointAt(0)!.toString(16).padStart(8, '0')}`;
  });
  return `$'${escaped}'`;
}
