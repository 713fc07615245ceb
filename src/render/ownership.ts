import type { Ownership } from './file-tree';

/** What the user is expected to edit. Everything else converges on each synth. */
const samplePaths: readonly (string | RegExp)[] = [
  '.projenrc.ts',
  'README.md',
  'certs/truststore.pem',
  'src/downstream.ts',
  'src/main.ts',
  'src/message-schema.ts',
  'src/service-stack.ts',
  'test/service-stack.test.ts',
  /^load-test\/payloads\//,
  /^src\/handlers\//,
  /^src\/payloads\//,
  /^test\/handlers\//,
];

export function ownershipOf(path: string): Ownership {
  const isSample = samplePaths.some((sample) => (typeof sample === 'string' ? sample === path : sample.test(path)));
  return isSample ? 'sample' : 'managed';
}
