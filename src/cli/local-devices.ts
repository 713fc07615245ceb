import type { LocalIot } from '../local/iot/start-iot';

/** What a person needs to know to be one of the devices. */
export interface DevicesDescription {
  readonly proof: LocalIot['proof'];
  readonly hasMqtt: boolean;
  /** Holds a folder for each device. */
  readonly directory: string;
  readonly authorityFile: string;
  /** Filters of topics that rules listen to. */
  readonly topics: readonly string[];
  readonly known: LocalIot['devices'];
}

export function describeDevices({ proof, hasMqtt, files, topics, devices }: LocalIot): DevicesDescription {
  return { proof, hasMqtt, ...files, topics, known: devices };
}

/** Two, since they show what one cannot do in the name of the other. */
const shownDevices = 2;

/** Lines of the banner. */
export function deviceLines({ directory, known }: DevicesDescription): string[] {
  const shown = known.slice(0, shownDevices).map(({ name }) => `  device    ${name}  ${directory}/${name}`);
  const others = known.length - shown.length;
  return others > 0 ? [...shown, `            and ${others} more beside them`] : shown;
}

/** Publishes as the first device to the first worker, with a program that many have. */
export function deviceExample(
  { proof, hasMqtt, directory, authorityFile, topics, known: [device] }: DevicesDescription,
  { url, region }: { readonly url: string; readonly region: string },
): string[] {
  const { name = '', certificateId = '', accessKeyId, secretAccessKey } = device ?? {};
  const topicOf = (level: string) => (topics[0] ?? '').replace('+', level);
  const keys = `--cert ${directory}/${name}/certificate.pem --key ${directory}/${name}/private-key.pem`;
  const request = (level: string) => `  --cacert ${authorityFile} --data '{}' '${url}topics/${topicOf(level)}?qos=1'`;
  if (proof === 'signature') {
    const user = `${accessKeyId}:${secretAccessKey}`;
    return [`curl --aws-sigv4 "aws:amz:${region}:iotdevicegateway" --user "${user}" \\`, request(name)];
  }
  if (!hasMqtt) {
    return [`curl ${keys} \\`, request(certificateId)];
  }
  const { hostname, port } = new URL(url);
  return [
    `mosquitto_pub -h ${hostname} -p ${port} -i ${name} --cafile ${authorityFile} ${keys} \\`,
    `  -q 1 -t ${topicOf(name)} -m '{}'`,
  ];
}
