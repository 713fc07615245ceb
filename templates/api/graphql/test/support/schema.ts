import { buildSchema, type GraphQLSchema } from 'graphql';
import { graphqlSchema } from '../../src/spillway/graphql-schema';

/** What AppSync knows without being told. */
const builtIn =
  'scalar AWSJSON\nscalar AWSDateTime\ndirective @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION\n';

/** The schema that is deployed. */
export function serviceSchema(): GraphQLSchema {
  const definition = graphqlSchema().bind({ graphQlApiRef: { apiId: 'api', graphQlApiArn: 'arn' }, env: {} } as never);
  return buildSchema(builtIn + definition.definition);
}
