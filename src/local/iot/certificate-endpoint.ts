import type { TLSSocket } from 'node:tls';
import { certificateIdOf, DeviceAuthority } from './device-authority';
import { createDeviceFiles, writeCertificateDevice, writeClaim } from './device-files';
import { startCertificateServer } from './device-server';
import { type Device, deviceNames } from './devices';
import { FleetProvisioning } from './fleet-provisioning';
import { httpsPublish } from './https-publish';
import { type IotEndpoint, type IotEndpointOptions, localHost } from './iot-endpoint';
import { createBroker } from './mqtt-broker';

/** An endpoint for devices with client certificates, of an authority that lives as long as the run. */
export async function startCertificateEndpoint(options: IotEndpointOptions): Promise<IotEndpoint> {
  const { packages, gateway, devicesDirectory, provisioning: template, hasMqtt, port } = options;
  const authority = await DeviceAuthority.create(packages);
  const issued = await Promise.all(
    deviceNames.map(async (name) => ({ name, ...(await authority.issueToDevice(name)) })),
  );
  const devices = new Map<string, Device>();
  const register = (device: Omit<Device, 'principal'> & { readonly certificateId: string }) =>
    devices.set(device.certificateId, { ...device, principal: device.certificateId });
  issued.forEach(({ name, certificateId }) => register({ name, certificateId }));
  const claim = template && (await authority.issueToDevice('claim'));
  const provisioning = template && new FleetProvisioning({ authority, template, onDevice: register });
  if (claim) {
    register({ name: 'claim', certificateId: claim.certificateId, isClaim: true });
  }
  const deviceOf = (socket: TLSSocket) => devices.get(certificateIdOf(socket.getPeerX509Certificate()!.raw));
  const broker = hasMqtt ? await createBroker(packages, gateway, provisioning) : undefined;
  const server = await startCertificateServer({
    port,
    server: await authority.issueToServer(),
    authority: authority.certificate,
    onRequest: httpsPublish(gateway, async ({ socket }) => deviceOf(socket as TLSSocket)),
    onMqtt: (socket) => {
      const device = deviceOf(socket);
      return device && broker ? broker.handle(device, socket) : void socket.destroy();
    },
  });
  const files = createDeviceFiles(devicesDirectory, authority.certificate);
  const description = { host: localHost, port: server.port, certificateAuthority: authority.certificate };
  issued.forEach((device) => writeCertificateDevice(files, device, description));
  const claimDirectory = claim && writeClaim(files, claim);
  const stop = async () => {
    await broker?.stop();
    await server.stop();
  };
  const ids = issued.map(({ name, certificateId }) => ({ name, certificateId }));
  return { port: server.port, files, devices: ids, claimDirectory, stop };
}
