import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** The only place that prints. Results go to standard output, everything said along the way to standard error. */
export interface Terminal {
  result(text: string): void;
  note(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  /** A line that is rewritten while something takes time, with what the text is by then; the returned function ends it. */
  progress(text: string | (() => string)): () => void;
  style(style: Style, text: string): string;
}

export function createTerminal(): Terminal {
  const isTerminal = process.stderr.isTTY;
  const style: Terminal['style'] = (name, text) => {
    return isTerminal && !process.env.NO_COLOR ? styleText(name, text, { validateStream: false }) : text;
  };
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  return {
    style,
    note: say,
    result: (text) => void process.stdout.write(`${text}\n`),
    warn: (text) => say(`${style('yellow', 'warning:')} ${text}`),
    error: (text) => say(`${style('red', 'error:')} ${text}`),
    progress: isTerminal ? rewrittenLine : plainLine,
  };

  function plainLine(text: string | (() => string)): () => void {
    say(`${current(text)} ...`);
    return () => {};
  }
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;
const eraseLine = '\r\u001b[K';

function current(text: string | (() => string)): string {
  return typeof text === 'string' ? text : text();
}

function rewrittenLine(text: string | (() => string)): () => void {
  let frame = 0;
  const timer = setInterval(() => {
    const seconds = Math.floor((frame * frameMs) / 1000);
    process.stderr.write(`${eraseLine}${frames[frame++ % frames.length]} ${current(text)} (${seconds} s)`);
  }, frameMs);
  return () => {
    clearInterval(timer);
    process.stderr.write(eraseLine);
  };
}
