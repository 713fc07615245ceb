import type { Method } from './rest-api';
import type { RequestParameters } from './template-context';
import type { ProjectPackages } from '../project-packages';

type Validate = (value: unknown) => boolean;

/** As much of ajv-draft-04 as is used. */
interface AjvPackage {
  default: new (options: { readonly strict: boolean }) => { compile(schema: object): Validate };
}

/** Says what is wrong with a request, in the words of API Gateway; undefined when nothing is. */
export type CheckRequest = (
  method: Method,
  request: { readonly contentType: string; readonly body: string; readonly parameters: RequestParameters },
) => string | undefined;

/** Models are JSON Schema, draft 4. */
export async function loadRequestCheck(packages: ProjectPackages): Promise<CheckRequest> {
  const { default: Ajv } = await packages.load<AjvPackage>('ajv-draft-04');
  const ajv = new Ajv({ strict: false });
  const compiled = new Map<object, Validate>();
  const validatorOf = (schema: object) => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    return validate;
  };
  return (method, { contentType, body, parameters }) => {
    const missing = method.requiredParameters.filter((name) => !has(parameters, name));
    if (missing.length > 0) {
      return `Missing required request parameters: [${missing.map((name) => name.split('.').at(-1)).join(', ')}]`;
    }
    const schema = method.models[contentType];
    return schema === undefined || matches(body, validatorOf(schema)) ? undefined : 'Invalid request body';
  };
}

function has(parameters: RequestParameters, name: string): boolean {
  const [, , place, parameter] = name.split('.');
  const values = parameters[place as keyof RequestParameters];
  return Boolean(values[place === 'header' ? parameter!.toLowerCase() : parameter!]);
}

function matches(body: string, validate: Validate): boolean {
  try {
    return validate(JSON.parse(body));
  } catch {
    return false;
  }
}
