import { ofType, type SynthesizedResource } from './synthesized-resource';

interface Metric {
  readonly MetricName?: unknown;
  readonly Dimensions?: readonly { readonly Name: unknown; readonly Value: unknown }[];
}

/** An alarm holds one metric itself, or several for an expression. */
interface AlarmProperties extends Metric {
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric?: Metric } }[];
}

/** The queues whose number of waiting messages some alarm of the app looks at. */
export function readQueueDepthAlarms(
  resources: readonly SynthesizedResource[],
  queues: readonly SynthesizedResource[],
): Set<SynthesizedResource> {
  const watched = ofType(resources, 'AWS::CloudWatch::Alarm').flatMap(({ properties, resolveReference }) =>
    metricsOf(properties)
      .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible')
      .flatMap(({ Dimensions }) => Dimensions ?? [])
      .filter(({ Name }) => Name === 'QueueName')
      .flatMap(({ Value }) => resolveReference(Value) ?? queues.filter((queue) => isNamed(queue, Value))),
  );
  return new Set(watched);
}

function metricsOf(alarm: AlarmProperties): Metric[] {
  return [alarm, ...(alarm.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])];
}

function isNamed({ properties }: SynthesizedResource, name: unknown): boolean {
  return typeof name === 'string' && properties.QueueName === name;
}
