/** Name of the policy that every certificate of a device needs. */
export function devicePolicyName(serviceName: string): string {
  return `${serviceName}-device`;
}
