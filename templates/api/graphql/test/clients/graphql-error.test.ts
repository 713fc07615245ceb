import { expect, test } from 'vitest';
import { readAnswer } from '../../clients/graphql-error';

test('returns the data', () => {
  expect(readAnswer(200, '{"data":{"a":1}}')).toEqual({ a: 1 });
});

test.each([
  [200, '{"data":null,"errors":[{"errorType":"BadRequest","message":"too large"}]}', 'BadRequest', 'too large'],
  [403, '{"errors":[{"errorType":"AccessDeniedException","message":"no"}]}', 'AccessDeniedException', 'no'],
  [503, '<html>', 'HTTP 503', 'the API answered 503'],
  [401, '{}', 'HTTP 401', 'the API answered 401'],
])('%i %s is an error', (status, body, errorType, message) => {
  expect(() => readAnswer(status, body)).toThrow(expect.objectContaining({ errorType, message }));
});
