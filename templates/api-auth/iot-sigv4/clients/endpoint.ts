import { DescribeEndpointCommand, IoTClient } from '@aws-sdk/client-iot';
import { region } from '../src/spillway/service';

/** Asks AWS for the host that the devices of this account talk to. Devices are given it; they may not ask themselves. */
export async function findEndpoint(iot = new IoTClient({ region })): Promise<string> {
  const { endpointAddress } = await iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }));
  if (!endpointAddress) {
    throw new Error(`AWS IoT Core names no endpoint in ${region}`);
  }
  return endpointAddress;
}
