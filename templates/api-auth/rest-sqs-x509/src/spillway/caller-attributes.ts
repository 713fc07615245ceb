import { callerIdentity } from './auth';

/** What a message says about its caller, as mapping-template expressions by the name of the message attribute. */
export const callerAttributes = {
  principal: callerIdentity,
  certificateSerialNumber: '$context.identity.clientCert.serialNumber',
};
