import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { AwsClients } from './clients';
import { type MetricWindow, periodSeconds, wholePeriods } from './metrics';
import type { ServiceSpec } from '../../spec/service-spec';

/** What CloudWatch counts at the entrance of a service. */
interface Counted {
  readonly namespace: string;
  readonly metrics: readonly string[];
  readonly dimension: string;
  /** One for each API or rule. */
  readonly values: readonly string[];
}

/**
 * What the entrance of a deployed service answered, by name of the metric; the load engine knows each answer, so that this
 * only tells where the two disagree.
 */
export async function readFrontDoor(
  clients: Pick<AwsClients, 'cloudFormation' | 'cloudWatch'>,
  spec: Pick<ServiceSpec, 'api' | 'auth'>,
  window: MetricWindow,
): Promise<Readonly<Record<string, number>>> {
  const { namespace, metrics, dimension, values } = await counted(clients, spec, window.stackName);
  const queries = metrics.flatMap((MetricName, row) =>
    values.map((Value, column): MetricDataQuery => {
      const Metric = { Namespace: namespace, MetricName, Dimensions: [{ Name: dimension, Value }] };
      return { Id: `m${row}_${column}`, Label: MetricName, MetricStat: { Metric, Period: periodSeconds, Stat: 'Sum' } };
    }),
  );
  if (queries.length === 0) {
    return {};
  }
  const { MetricDataResults: results = [] } = await clients.cloudWatch.getMetricData({
    ...wholePeriods(window),
    MetricDataQueries: queries,
  });
  const sums = metrics.map((name, row) => {
    const all = results.filter(({ Id = '' }) => Id.startsWith(`m${row}_`)).flatMap(({ Values = [] }) => Values);
    return [name, all.reduce((sum, value) => sum + value, 0)] as const;
  });
  return Object.fromEntries(sums.filter(([, count]) => count > 0));
}

async function counted(
  { cloudFormation }: Pick<AwsClients, 'cloudFormation'>,
  { api, auth }: Pick<ServiceSpec, 'api' | 'auth'>,
  stackName: string,
): Promise<Counted> {
  const idsOf = async (type: string) => {
    const resources = await resourcesOf(cloudFormation, stackName);
    return resources.filter(({ ResourceType }) => ResourceType === type).map((found) => found.PhysicalResourceId ?? '');
  };
  if (api === 'iot') {
    const metrics = ['TopicMatch', 'ParseError', 'RuleMessageThrottled'];
    return { namespace: 'AWS/IoT', metrics, dimension: 'RuleName', values: await idsOf('AWS::IoT::TopicRule') };
  }
  if (api === 'graphql' && auth === 'sigv4') {
    const arns = await idsOf('AWS::AppSync::GraphQLApi');
    const values = arns.map((arn) => arn.split('/').at(-1)!);
    return { namespace: 'AWS/AppSync', metrics: ['4XXError', '5XXError'], dimension: 'GraphQLAPIId', values };
  }
  // API Gateway, which the written project gives the name of the stack
  const metrics = ['Count', '4XXError', '5XXError'];
  return { namespace: 'AWS/ApiGateway', metrics, dimension: 'ApiName', values: [stackName] };
}

async function resourcesOf(
  cloudFormation: AwsClients['cloudFormation'],
  StackName: string,
  NextToken?: string,
): Promise<readonly StackResourceSummary[]> {
  const page = await cloudFormation.listStackResources({ StackName, NextToken });
  const rest = page.NextToken === undefined ? [] : await resourcesOf(cloudFormation, StackName, page.NextToken);
  return [...(page.StackResourceSummaries ?? []), ...rest];
}
