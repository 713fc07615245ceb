import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { DeviceAuthority } from './device-authority';
import { createDeviceFiles, writeSignatureDevice } from './device-files';
import { startSignatureServer } from './device-server';
import { type Device, deviceNames } from './devices';
import { httpsPublish } from './https-publish';
import { type IotEndpoint, type IotEndpointOptions, localHost } from './iot-endpoint';
import { createBroker } from './mqtt-broker';
import { createVerifyUrl, deviceServices, type VerifyUrl } from './presigned-url';
import { createVerify, type LocalCaller, type Verdict } from '../rest/signature';
import { localAccount } from '../template/stack-reader';

/** As much of ws as is used. */
interface WebSockets {
  readonly WebSocketServer: new (options: { readonly noServer: true }) => {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: (socket: object) => void): void;
  };
  createWebSocketStream(socket: object): Duplex;
}

/** Path of MQTT over WebSocket (iot/latest/developerguide/protocols.html). */
const webSocketPath = '/mqtt';

/** Sessions of the devices. Their keys are no secret: they open nothing but what runs on this machine. */
const sessions = deviceNames.map((name) => {
  const caller: LocalCaller = {
    arn: `arn:aws:sts::${localAccount}:assumed-role/device/${name}`,
    accessKeyId: `LOCAL${name.replace('-', '').toUpperCase()}`,
    secretAccessKey: `local-secret-of-${name}`,
  };
  // role and session, as AWS IoT Core names whom SigV4 proves
  const device: Device = { name, principal: `AROALOCALDEVICEROLE:${name}` };
  return { name, caller, device };
});

/** An endpoint for devices with IAM credentials. */
export async function startSignatureEndpoint(options: IotEndpointOptions): Promise<IotEndpoint> {
  const { packages, region, gateway, devicesDirectory, hasMqtt, port } = options;
  const authority = await DeviceAuthority.create(packages);
  const callers = sessions.map(({ caller }) => caller);
  const verify = createVerify({ callers, region, services: deviceServices });
  const sockets = hasMqtt ? await startSockets(options, createVerifyUrl({ callers, region })) : undefined;
  const server = await startSignatureServer({
    port,
    server: await authority.issueToServer(),
    onRequest: httpsPublish(gateway, async (_request, signed) => deviceOf(await verify(signed))),
    onUpgrade: sockets?.onUpgrade,
  });
  const files = createDeviceFiles(devicesDirectory, authority.certificate);
  const description = { host: localHost, port: server.port, certificateAuthority: authority.certificate };
  sessions.forEach((session) => writeSignatureDevice(files, session, description));
  const stop = async () => {
    await sockets?.stop();
    await server.stop();
  };
  const devices = sessions.map(({ name, caller: { accessKeyId, secretAccessKey } }) => {
    return { name, accessKeyId, secretAccessKey };
  });
  return { port: server.port, files, devices, stop };
}

function deviceOf(verdict: Verdict): Device | undefined {
  return 'caller' in verdict ? sessions.find(({ caller }) => caller === verdict.caller)?.device : undefined;
}

async function startSockets({ packages, gateway }: IotEndpointOptions, verifyUrl: VerifyUrl) {
  const { WebSocketServer, createWebSocketStream } = await packages.load<WebSockets>('ws');
  const broker = await createBroker(packages, gateway);
  const server = new WebSocketServer({ noServer: true });
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const { url = '/', headers } = request;
    const isMqtt = new URL(`http://localhost${url}`).pathname === webSocketPath;
    const device = isMqtt ? deviceOf(verifyUrl(url, headers.host ?? '')) : undefined;
    if (!device) {
      gateway.refuse('CONNECT', webSocketPath);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    server.handleUpgrade(request, socket, head, (opened) => broker.handle(device, createWebSocketStream(opened)));
  };
  return { onUpgrade, stop: () => broker.stop() };
}
