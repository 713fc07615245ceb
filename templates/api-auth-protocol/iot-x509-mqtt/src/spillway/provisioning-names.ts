/** Characters that the name of a provisioning template may have (iot/latest/apireference/API_CreateProvisioningTemplate.html). */
const longestTemplateName = 36;

/** Name of the template by which devices provision themselves. */
export function provisioningTemplateName(serviceName: string): string {
  return serviceName.slice(0, longestTemplateName);
}

/** What the client id of a device that provisions itself begins with. */
export function claimClientPrefix(serviceName: string): string {
  return `${serviceName}-claim-`;
}
