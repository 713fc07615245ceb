import type { IoTClient } from '@aws-sdk/client-iot';

/** What the calls would answer, as far as the next calls need it. */
const placeholders = {
  endpointAddress: '<endpoint>',
  certificateArn: '<certificate arn>',
  certificateId: '<certificate id>',
  certificatePem: '<certificate>',
  keyPair: { PrivateKey: '<private key>' },
};

/** A client that prints each call with its input instead of making it. */
export function printingClient(print: (line: string) => void): Pick<IoTClient, 'send'> {
  const send = async (command: { readonly input: object }) => {
    print(`${command.constructor.name.replace(/Command$/, '')} ${JSON.stringify(command.input)}`);
    return placeholders;
  };
  return { send: send as unknown as IoTClient['send'] };
}
