import { fieldNames, serviceFields, type FieldName, type ServiceSpec } from '../spec/service-spec';
import { workerText, type WorkerSpec } from '../spec/worker-spec';

/** One line of the options in a written `.projenrc.ts`. */
export interface ProjenrcOption {
  readonly name: FieldName;
  /** The value as TypeScript. */
  readonly code: string;
  readonly help: string;
  /** Exported enum that the code names. */
  readonly enumName?: string;
}

/** Enums of the public API, by the field whose choices they list. */
const enumNames: Partial<Record<FieldName, string>> = {
  api: 'ApiStyle',
  auth: 'AuthMethod',
  response: 'ResponseStyle',
  protocols: 'DeviceProtocol',
  identityPool: 'IdentityPool',
  reservation: 'ReservationMode',
  downstream: 'DownstreamStyle',
  packageManager: 'PackageManager',
};

/** The answers as options of the project type; what the plan derives is left out. */
export function projenrcOptions(spec: ServiceSpec): ProjenrcOption[] {
  return fieldNames
    .filter((name) => spec[name] !== undefined)
    .map((name) => ({ name, help: serviceFields[name].help, ...code(name, spec[name]!) }));
}

function code(
  name: FieldName,
  value: string | number | readonly (string | WorkerSpec)[],
): Pick<ProjenrcOption, 'code' | 'enumName'> {
  const enumName = enumNames[name];
  const literal = (item: string | number | WorkerSpec) =>
    enumName ? `${enumName}.${String(item).replaceAll('-', '_').toUpperCase()}` : plainLiteral(item);
  return { code: typeof value === 'object' ? `[${value.map(literal).join(', ')}]` : literal(value), enumName };
}

function plainLiteral(value: string | number | WorkerSpec): string {
  if (typeof value === 'number') {
    return String(value);
  }
  return `'${typeof value === 'string' ? value : workerText(value)}'`;
}
