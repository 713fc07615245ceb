import { startCertificateEndpoint } from './certificate-endpoint';
import { DeviceGateway } from './device-gateway';
import { type DevicePolicies, readDevicePolicies } from './device-policies';
import { deviceAccess } from './devices';
import { type IotEndpoint, localHost } from './iot-endpoint';
import { startSignatureEndpoint } from './signature-endpoint';
import { loadCompileExpression } from './sql-expression';
import { readTopicRules } from './topic-rules';
import type { Report } from '../local-event';
import type { ProjectPackages } from '../project-packages';
import type { JsonService } from '../services/aws-json';
import type { StackReader } from '../template/stack-reader';

export interface IotOptions {
  readonly reader: StackReader;
  readonly packages: ProjectPackages;
  readonly sqs: JsonService;
  /** Where the files of the devices are written. */
  readonly devicesDirectory: string;
  /** Port of the endpoint; 0 for any free one. */
  readonly port: number;
  readonly report: Report;
}

/** The endpoint of devices, and what of the template a person needs to know to use it. */
export interface LocalIot extends Pick<IotEndpoint, 'devices' | 'files' | 'stop'> {
  /** Base URL of HTTPS, with a slash at its end. */
  readonly url: string;
  readonly proof: DevicePolicies['proof'];
  /** Whether devices may connect with MQTT. */
  readonly hasMqtt: boolean;
  /** Filters of topics that a rule listens to. */
  readonly topics: readonly string[];
  /** Takes over the rules and policies of another synthesis. */
  reload(reader: StackReader): Promise<void>;
}

/** Actions of a policy that let devices connect. */
const connecting: readonly string[] = ['iot:Connect', 'iot:*', '*'];

/** Whether devices publish to the stack. */
export function isForDevices(reader: StackReader): boolean {
  return reader.resources('AWS::IoT::TopicRule').length > 0;
}

/** @throws SpillwayError `unsupported-template`, `missing-package`; nothing is left running then */
export async function startIot({ reader, packages, sqs, ...options }: IotOptions): Promise<LocalIot> {
  const { region } = reader.stack;
  const { report } = options;
  const compile = await loadCompileExpression(packages);
  const policies = readDevicePolicies(reader);
  const partsOf = (source: StackReader) => ({
    rules: readTopicRules(source, { compile, report }),
    allow: deviceAccess(readDevicePolicies(source), region),
  });
  const parts = partsOf(reader);
  const gateway = new DeviceGateway({ ...parts, sqs, report });
  const hasMqtt = policies.statements.some(({ Action }) => [Action].flat().some((it) => connecting.includes(it)));
  const start = policies.proof === 'certificate' ? startCertificateEndpoint : startSignatureEndpoint;
  const { port, ...endpoint } = await start({ ...options, packages, region, gateway, hasMqtt });
  return {
    ...endpoint,
    url: `https://${localHost}:${port}/`,
    proof: policies.proof,
    hasMqtt,
    topics: parts.rules.map(({ filter }) => filter),
    reload: async (changed) => gateway.change(partsOf(changed)),
  };
}
