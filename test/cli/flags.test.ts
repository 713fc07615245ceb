import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addFieldOptions, answersFromOptions } from '../../src/cli/flags';
import { fieldNames, serviceFields } from '../../src/spec/service-spec';

function parse(...argv: string[]) {
  const command = new Command();
  addFieldOptions(command);
  return answersFromOptions(command.parse(argv, { from: 'user' }).opts());
}

describe('flags', () => {
  it('offer every field', () => {
    const command = new Command();
    addFieldOptions(command);
    expect(command.options.map(({ long }) => long)).toEqual(fieldNames.map((name) => `--${serviceFields[name].flag}`));
  });

  it('become answers of the fields they belong to', () => {
    expect(parse('--worker', 'orders=2', '--worker', 'audit', '--peak-rate', '50', '--region', 'eu-west-1')).toEqual({
      workers: ['orders=2', 'audit'],
      peakRate: 50,
      region: 'eu-west-1',
    });
  });

  it('collect the values of a repeatable choice, and tell what its default follows from', () => {
    expect(parse('--protocol', 'mqtt', '--protocol', 'https')).toEqual({ protocols: ['mqtt', 'https'] });
    const command = new Command();
    addFieldOptions(command);
    const { description } = command.options.find(({ long }) => long === '--protocol')!;
    expect(description).toMatch(/repeatable; default: iot: all that the auth method allows/);
  });

  it('leave to the check what is no number', () => {
    expect(parse('--peak-rate', '1e3', '--batch-size', '1.5')).toEqual({ peakRate: '1e3', batchSize: 1.5 });
  });
});
