import { dataSourceOf } from './data-sources';
import type { GraphqlApi } from './graphql-api';
import { Resolver } from './resolver';
import { type Esbuild, loadResolver } from './resolver-program';
import { type DynamodbValues, resolverUtilities, type Wishes } from './resolver-utilities';
import type { Report } from '../local-event';
import type { ProjectPackages } from '../project-packages';
import type { LocalServices } from '../rest/service-integrations';

export interface ResolverSurroundings {
  readonly packages: ProjectPackages;
  readonly services: LocalServices;
  readonly report: Report;
}

/** The resolvers of an API by name, such as `Query.statusOfOrders`. */
export async function loadResolvers(
  { resolvers, environment }: GraphqlApi,
  { packages, services, report }: ResolverSurroundings,
): Promise<ReadonlyMap<string, Resolver>> {
  const esbuild = await packages.load<Esbuild>('esbuild');
  const values = await packages.load<DynamodbValues>('@aws-sdk/util-dynamodb');
  let current: Wishes = { fieldName: '', typeName: '' };
  const enter = (wishes: Wishes) => void (current = wishes);
  const utilities = resolverUtilities(values, () => current);
  const loaded = resolvers.map(({ typeName, fieldName, code, dataSource }) => {
    const name = `${typeName}.${fieldName}`;
    const log = (line: string) => report({ type: 'log', function: name, line });
    const program = loadResolver(code, { name, esbuild, utilities, log });
    const onSent = () => report({ type: 'accepted', resolver: name });
    const ask = dataSourceOf(dataSource, { services, values, onSent });
    return new Resolver({ typeName, fieldName, program, ask, environment, enter });
  });
  return new Map(loaded.map((resolver) => [resolver.name, resolver]));
}
