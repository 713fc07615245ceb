import { checkStatements, type PolicyStatement } from './policy';
import { SpillwayError } from '../../errors';
import type { Properties, StackReader } from '../template/stack-reader';

/** Outputs that name AWS IoT policies: what the certificate of each device needs, and what a claim certificate does. */
const policyOutputs = { device: 'DevicePolicyName', claim: 'ClaimPolicyName' } as const;

/** What devices may do, and how they prove who they are. */
export interface DevicePolicies {
  readonly proof: 'certificate' | 'signature';
  readonly statements: readonly PolicyStatement[];
  /** What a claim certificate may do; nothing where devices cannot provision themselves. */
  readonly claimStatements: readonly PolicyStatement[];
  /** Name of the AWS IoT policy for certificates, where devices have some. */
  readonly policyName?: string;
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
  const policy = namedPolicy(reader, policyOutputs.device);
  const statements = policy ? statementsOf(policy) : roleStatements(reader);
  const claimPolicy = namedPolicy(reader, policyOutputs.claim);
  const claimStatements = claimPolicy ? statementsOf(claimPolicy) : [];
  if (statements.length === 0) {
    throw new SpillwayError('unsupported-template', `no device may publish in stack "${reader.stack.name}"`);
  }
  checkStatements([...statements, ...claimStatements]);
  const variables = JSON.stringify(statements).matchAll(/\$\{aws:PrincipalTag\/([^}]+)\}/g);
  const tags = [...new Set([...variables].map(([, tag]) => tag!))];
  return {
    proof: policy ? 'certificate' : 'signature',
    statements,
    claimStatements,
    tags,
    ...(policy && { policyName: String(policy.PolicyName) }),
  };
}

/** Properties of the AWS IoT policy that an output refers to. */
function namedPolicy(reader: StackReader, name: string): Properties | undefined {
  const output = reader.stack.template.Outputs?.[name]?.Value as { readonly Ref?: string } | undefined;
  return reader.resources('AWS::IoT::Policy').find(({ logicalId }) => logicalId === output?.Ref)?.properties;
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
