/**
 * What AWS IoT Core makes when a device provisions itself. The thing is named after the new certificate, not after what
 * the device says: whoever gets hold of a claim key can add devices, but never become one that is there.
 */
export function provisioningTemplate(devicePolicyName: string): object {
  const certificateId = 'AWS::IoT::Certificate::Id';
  return {
    Parameters: { SerialNumber: { Type: 'String' }, [certificateId]: { Type: 'String' } },
    Resources: {
      certificate: {
        Type: 'AWS::IoT::Certificate',
        Properties: { CertificateId: { Ref: certificateId }, Status: 'Active' },
      },
      policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyName: devicePolicyName } },
      thing: {
        Type: 'AWS::IoT::Thing',
        Properties: {
          ThingName: { Ref: certificateId },
          AttributePayload: { serialNumber: { Ref: 'SerialNumber' } },
        },
      },
    },
  };
}
