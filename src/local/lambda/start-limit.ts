import { availableParallelism } from 'node:os';

/** Starts something; what it returns ends when the next may start. Undefined when there is nothing to start any more. */
type Start = () => Promise<unknown> | undefined;

/**
 * Lets only so many start at once. Loading code keeps a core busy: ninety environments that load it at the same time on
 * two cores are ready after ten seconds all together, and nothing else runs until then.
 */
export class StartLimit {
  private readonly waiting: Start[] = [];
  private starting = 0;

  constructor(private readonly most: number) {}

  /** Starts it now, or in its turn. */
  add(start: Start): void {
    this.waiting.push(start);
    this.startNext();
  }

  private startNext(): void {
    while (this.starting < this.most && this.waiting.length > 0) {
      const ended = this.waiting.shift()!();
      if (ended) {
        this.starting += 1;
        void ended.finally(() => {
          this.starting -= 1;
          this.startNext();
        });
      }
    }
  }
}

/** Of all functions together: they share the cores. */
export const environmentStarts = new StartLimit(availableParallelism());
