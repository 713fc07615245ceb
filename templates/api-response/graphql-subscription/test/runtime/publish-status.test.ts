import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { workers } from '../../src/spillway/concurrency';
import { publishDocument } from '../../src/spillway/runtime/publish-status';
import { serviceSchema } from '../support/schema';

test.each(Object.keys(workers))('%s publishes through its own mutation all that filters look at', (worker) => {
  const document = publishDocument(worker);
  expect(validate(serviceSchema(), parse(document))).toEqual([]);
  expect(document).toContain('{ id principal status updatedAt result }');
});
