import { describe, expect, it } from 'vitest';
import { quote, quotePath } from '../../src/spec/quote';

describe('quote', () => {
  it('shows what would act on a terminal or hide the text around it', () => {
    expect(quote('a\u001b\u009b\u200b\u202e\u2066\u2069')).toBe('"a\\u001b\\u009b\\u200b\\u202e\\u2066\\u2069"');
  });

  it('shows what JSON has no word for', () => {
    expect(quote(undefined)).toBe('undefined');
  });

  it('cuts what is long, but no path', () => {
    expect(quote('x'.repeat(100))).toHaveLength(80);
    expect(quotePath('x'.repeat(100))).toHaveLength(102);
  });
});
