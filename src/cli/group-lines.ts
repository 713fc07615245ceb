/**
 * Writes lines together that come within one turn of the event loop: a load brings thousands in a second, and each write
 * waits for the operating system.
 */
export function groupLines(write: (text: string) => void): (line: string) => void {
  let lines: string[] = [];
  return (line) => {
    if (lines.push(line) === 1) {
      setImmediate(() => {
        write(lines.join('\n'));
        lines = [];
      });
    }
  };
}
