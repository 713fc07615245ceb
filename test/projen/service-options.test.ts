import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as api from '../../src/index';
import type { Field } from '../../src/spec/field';
import { fieldNames, serviceFields, type FieldName } from '../../src/spec/service-spec';

const path = join(__dirname, '../../src/projen/service-options.ts');
const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);

/** Options that say where and how to write, not what. */
const placement = ['spillwayVersion', 'outdir', 'parent'];

interface Option {
  readonly isOptional: boolean;
  readonly byDefault: string | undefined;
}

function fallbackIn(name: FieldName): unknown {
  return (serviceFields[name] as Field).fallback;
}

function optionsOfInterface(): Map<string, Option> {
  const options = new Map<string, Option>();
  const declaration = source.statements.find(ts.isInterfaceDeclaration)!;
  for (const member of declaration.members.filter(ts.isPropertySignature)) {
    const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'default');
    const byDefault = ts.getTextOfJSDocComment(tag?.comment);
    options.set(member.name.getText(), { isOptional: member.questionToken !== undefined, byDefault });
  }
  return options;
}

describe('SpillwayServiceOptions', () => {
  const options = optionsOfInterface();

  it('has the fields of the spec, and where to write', () => {
    expect([...options.keys()].sort()).toEqual([...fieldNames, ...placement].sort());
  });

  it('requires nothing but the name', () => {
    expect([...options].filter(([, { isOptional }]) => !isOptional).map(([name]) => name)).toEqual(['name']);
  });

  const hasConstant = (name: FieldName) => !['undefined', 'function'].includes(typeof fallbackIn(name));

  it.each(fieldNames.filter(hasConstant))('documents the default of %s', (name) => {
    const fallback = fallbackIn(name);
    const words = [fallback].flat().map((value) => String(value).replace(/=1$/, ''));
    const documented = options.get(name)!.byDefault!;
    const enumMember = /^\w+\.(\w+)$/.exec(documented)?.[1]?.toLowerCase().replaceAll('_', '-');
    expect([enumMember ?? JSON.parse(documented)].flat().map(String)).toEqual(words);
  });
});

describe('enums', () => {
  it.each([
    ['api', api.ApiStyle],
    ['auth', api.AuthMethod],
    ['response', api.ResponseStyle],
    ['protocols', api.DeviceProtocol],
    ['identityPool', api.IdentityPool],
    ['reservation', api.ReservationMode],
    ['downstream', api.DownstreamStyle],
    ['packageManager', api.PackageManager],
  ] as const)('list the choices of %s', (name, members) => {
    expect(Object.values(members).sort()).toEqual(Object.keys(serviceFields[name].choices!).sort());
  });
});
