import type { ServiceSpec } from '../spec/service-spec';

export interface DocumentView {
  /** Name of the file in docs/. */
  readonly file: string;
  readonly about: string;
}

/** Documents of a written project that its README lists beside those of every project. */
export function documentsOf(spec: ServiceSpec): DocumentView[] {
  const downstream = {
    file: 'DOWNSTREAM.md',
    about: 'the HTTP API behind the workers: its address, its key, its answers',
  };
  const local = { file: 'LOCAL.md', about: 'how to run the service on your machine, and load it until it bends' };
  const load = {
    file: 'LOAD-TESTING.md',
    about: 'load tests from the budget: how to run them, and what their report says',
  };
  return [...(spec.downstream === 'http' ? [downstream] : []), local, load];
}
