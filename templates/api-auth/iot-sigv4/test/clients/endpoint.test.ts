import { DescribeEndpointCommand, IoTClient } from '@aws-sdk/client-iot';
import { expect, test, vi } from 'vitest';
import { findEndpoint } from '../../clients/endpoint';

function answerWith(output: object) {
  return vi.spyOn(IoTClient.prototype, 'send').mockImplementation(async () => output);
}

test('asks for the endpoint whose certificate is signed by Amazon Trust Services', async () => {
  const send = answerWith({ endpointAddress: 'a1b2-ats.iot.us-east-1.amazonaws.com' });
  await expect(findEndpoint()).resolves.toBe('a1b2-ats.iot.us-east-1.amazonaws.com');
  const [command] = send.mock.calls[0] ?? [];
  expect((command as DescribeEndpointCommand).input).toEqual({ endpointType: 'iot:Data-ATS' });
});

test('says so when there is none', async () => {
  answerWith({});
  await expect(findEndpoint()).rejects.toThrow('no endpoint');
});
