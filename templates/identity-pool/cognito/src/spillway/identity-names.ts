/** Policy variable for the id of the identity that credentials belong to; devices with an identity go by it. */
export const identityDevice = '${cognito-identity.amazonaws.com:sub}';

/** Name under which the back end vouches for devices. Cognito does not let a pool change it later. */
export function developerProviderName(serviceName: string): string {
  return serviceName;
}

/** Name of the AWS IoT policy that every identity needs. */
export function identityPolicyName(serviceName: string): string {
  return `${serviceName}-identity`;
}
