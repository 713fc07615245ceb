import { describe, expect, it } from 'vitest';
import { listExamples } from './examples';
import { typeErrors } from './type-check';

describe('generated-examples', () => {
  it('pass the type check of their own tsconfig', () => {
    expect(typeErrors(listExamples().map(({ directory }) => directory))).toEqual([]);
  });
});
