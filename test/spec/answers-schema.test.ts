import { describe, expect, it } from 'vitest';
import { answersSchema } from '../../src/spec/answers-schema';
import { fieldNames } from '../../src/spec/service-spec';

interface JsonSchema {
  readonly properties: Record<string, { description?: string; default?: unknown; minimum?: number; maximum?: number }>;
  readonly required?: string[];
  readonly additionalProperties: boolean;
}

describe('answersSchema', () => {
  const schema = answersSchema() as JsonSchema;

  it('lists exactly the fields, each described, none required', () => {
    expect(Object.keys(schema.properties)).toEqual(fieldNames);
    expect(Object.values(schema.properties).filter(({ description }) => !description)).toEqual([]);
    expect(schema.required ?? []).toEqual([]);
    expect(schema.additionalProperties).toBe(false);
  });

  it('carries defaults and ranges', () => {
    expect(schema.properties.peakRate).toMatchObject({ default: 100, minimum: 1, maximum: 1_000_000 });
    expect(schema.properties.batchSize).not.toHaveProperty('default');
  });

  it('says in words what a default follows from', () => {
    expect(schema.properties.response).not.toHaveProperty('default');
    expect(schema.properties.response!.description).toContain('Default: polling; iot: fire-and-forget.');
  });
});
