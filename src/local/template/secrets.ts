import { randomBytes } from 'node:crypto';
import type { Properties, StackReader } from './stack-reader';

/** A secret of the template, with what a local run keeps in it. */
export interface LocalSecret {
  readonly name: string;
  /** What the functions know it by. */
  readonly arn: string;
  readonly value: string;
}

/** The length that Secrets Manager takes where the template does not say (secretsmanager/latest/apireference/API_GetRandomPassword.html). */
const generatedLength = 32;

/**
 * The secrets.
 *
 * @param value what is in a secret that the template leaves empty, for its owner to fill
 */
export function readSecrets(reader: StackReader, value: string): LocalSecret[] {
  return reader.resources('AWS::SecretsManager::Secret').map(({ logicalId, properties }) => ({
    name: String(properties.Name ?? logicalId),
    arn: String(reader.ref(logicalId)),
    value: stated(properties) ?? value,
  }));
}

function stated({ SecretString, GenerateSecretString }: Properties): string | undefined {
  if (SecretString !== undefined) {
    return String(SecretString);
  }
  if (GenerateSecretString === undefined) {
    return undefined;
  }
  const { SecretStringTemplate, GenerateStringKey } = GenerateSecretString as Readonly<Record<string, string>>;
  const password = randomBytes(generatedLength / 2).toString('hex');
  return SecretStringTemplate === undefined
    ? password
    : JSON.stringify({ ...(JSON.parse(SecretStringTemplate) as object), [GenerateStringKey!]: password });
}
