import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { cleanEnvironment } from './workspace';

const patienceMs = 30_000;
export const keys = { enter: '\r', down: '\u001b[B', interrupt: '\u0003', erase: '\u007f', space: ' ' } as const;

/** A program in a real terminal, answered as a person would: wait for the words, then press keys. */
export class Conversation {
  private readonly child: ChildProcessWithoutNullStreams;
  /** Listened for from the start: the program may end before anyone asks. */
  private readonly ended: Promise<number | null>;
  private heard = '';
  private readFrom = 0;

  /** util-linux's `script` gives the program a pseudo-terminal of its own. */
  constructor(command: string, directory: string) {
    const args = ['--quiet', '--flush', '--return', '--command', command, '/dev/null'];
    this.child = spawn('script', args, {
      cwd: directory,
      env: { ...cleanEnvironment(), TERM: 'xterm', COLUMNS: '100' },
    });
    this.ended = once(this.child, 'exit').then(([code]) => code as number | null);
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => (this.heard += text));
  }

  /** Waits until the program says something that it has not said before. */
  async hear(words: string): Promise<void> {
    const deadline = performance.now() + patienceMs;
    while (this.heard.indexOf(words, this.readFrom) < 0) {
      if (performance.now() > deadline) {
        throw new Error(`never heard ${JSON.stringify(words)} in:\n${this.heard.slice(this.readFrom)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.readFrom = this.heard.indexOf(words, this.readFrom) + words.length;
  }

  press(...pressed: string[]): void {
    this.child.stdin.write(pressed.join(''));
  }

  async answer(question: string, ...pressed: string[]): Promise<void> {
    await this.hear(question);
    this.press(...pressed, keys.enter);
  }

  /** Waits for the end of the program. */
  exitCode(): Promise<number | null> {
    return this.ended;
  }
}
