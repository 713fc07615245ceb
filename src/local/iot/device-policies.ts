import { checkStatements, type PolicyStatement } from './policy';
import { SpillwayError } from '../../errors';
import type { Properties, StackReader } from '../template/stack-reader';

/** Output that names the AWS IoT policy which the certificate of each device needs. */
const policyOutput = 'DevicePolicyName';

/** What devices may do, and how they prove who they are. */
export interface DevicePolicies {
  readonly proof: 'certificate' | 'signature';
  readonly statements: readonly PolicyStatement[];
  /** Keys of the session tags that the statements speak of; the value of each is the name of the device. */
  readonly tags: readonly string[];
}

/**
 * Reads what a device may do: with a certificate, the AWS IoT policy for certificates; else the role whose sessions may
 * publish.
 *
 * @throws SpillwayError `unsupported-template` where there is neither
 */
export function readDevicePolicies(reader: StackReader): DevicePolicies {
  const certificate = certificateStatements(reader);
  const statements = certificate ?? roleStatements(reader);
  if (statements.length === 0) {
    throw new SpillwayError('unsupported-template', `no device may publish in stack "${reader.stack.name}"`);
  }
  checkStatements(statements);
  const variables = JSON.stringify(statements).matchAll(/\$\{aws:PrincipalTag\/([^}]+)\}/g);
  const tags = [...new Set([...variables].map(([, tag]) => tag!))];
  return { proof: certificate ? 'certificate' : 'signature', statements, tags };
}

function certificateStatements(reader: StackReader): readonly PolicyStatement[] | undefined {
  const output = reader.stack.template.Outputs?.[policyOutput]?.Value as { readonly Ref?: string } | undefined;
  const policy = reader.resources('AWS::IoT::Policy').find(({ logicalId }) => logicalId === output?.Ref);
  return policy && statementsOf(policy.properties);
}

/** A role that accounts may assume; the one of an identity pool is for identities, which are not there locally. */
function roleStatements(reader: StackReader): PolicyStatement[] {
  const roles = reader.resources('AWS::IAM::Role').filter(({ properties }) => isForAccounts(properties));
  const names = roles.map(({ logicalId }) => reader.ref(logicalId));
  const policies = reader
    .resources('AWS::IAM::Policy')
    .filter(({ properties }) => ((properties.Roles ?? []) as readonly unknown[]).some((role) => names.includes(role)));
  return policies.flatMap(({ properties }) => statementsOf(properties)).filter(isOfIot);
}

function isForAccounts({ AssumeRolePolicyDocument: trust }: Properties): boolean {
  const { Statement } = (trust ?? {}) as { readonly Statement?: readonly { readonly Principal?: object }[] };
  return (Statement ?? []).some(({ Principal = {} }) => 'AWS' in Principal);
}

function statementsOf({ PolicyDocument }: Properties): readonly PolicyStatement[] {
  return (PolicyDocument as { readonly Statement: readonly PolicyStatement[] }).Statement;
}

function isOfIot({ Action }: PolicyStatement): boolean {
  return [Action].flat().some((action) => action.startsWith('iot:'));
}
