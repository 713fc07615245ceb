import type { Properties, ReadResource, StackReader } from './stack-reader';
import { SpillwayError } from '../../errors';
import type { FunctionSettings } from '../lambda/function-settings';

/** Seconds and MB where the template does not say (lambda/latest/dg/gettingstarted-limits.html, configuration-memory.html). */
const defaults = { timeoutSeconds: 3, memoryMb: 128 };

/**
 * The functions with a Node.js runtime.
 *
 * @throws SpillwayError `unsupported-template` when the code of one is no asset of the app
 */
export function readFunctions(reader: StackReader): FunctionSettings[] {
  return reader
    .resources('AWS::Lambda::Function')
    .filter(({ properties }) => String(properties.Runtime).startsWith('nodejs'))
    .map((resource) => readFunction(resource, reader));
}

function readFunction({ logicalId, path, properties }: ReadResource, reader: StackReader): FunctionSettings {
  const { Timeout, MemorySize, ReservedConcurrentExecutions: reserved } = properties;
  const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: Properties };
  return {
    name: String(reader.ref(logicalId)),
    label: path,
    handler: String(properties.Handler),
    codeDirectory: codeOf(logicalId, properties, reader),
    role: String(properties.Role),
    environment: Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, String(value)])),
    timeoutMs: Number(Timeout ?? defaults.timeoutSeconds) * 1000,
    memoryMb: Number(MemorySize ?? defaults.memoryMb),
    ...(reserved === undefined ? {} : { reservedConcurrency: Number(reserved) }),
  };
}

function codeOf(logicalId: string, { Code }: Properties, { stack }: StackReader): string {
  const { S3Key: key } = (Code ?? {}) as { S3Key?: string };
  const directory = key === undefined ? undefined : stack.assets.get(key);
  if (directory === undefined) {
    throw new SpillwayError('unsupported-template', `the code of ${logicalId} is not an asset of this app`);
  }
  return directory;
}
