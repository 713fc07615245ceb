import { type GraphQLObjectType, validateSchema } from 'graphql';
import { expect, test } from 'vitest';
import { workers } from '../src/spillway/concurrency';
import { submitField } from '../src/spillway/field-names';
import { serviceSchema } from './support/schema';
import { serviceTemplate } from './support/service-template';

const schema = serviceSchema();

/** `Mutation.submitOrders` for every field of the types that callers start from. */
const rootFields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
);

test('is valid GraphQL, payload types included', () => {
  expect(validateSchema(schema)).toEqual([]);
});

test.each(Object.keys(workers))('the mutation of %s takes a payload of its own type', (worker) => {
  const field = (schema.getMutationType() as GraphQLObjectType).getFields()[submitField(worker)];
  const expected = submitField(worker).replace(/^submit/, '');
  expect(field?.args.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([`payload: ${expected}Payload!`]);
});

test('every field that callers can start from has a resolver, and no resolver is left over', () => {
  const resolvers = Object.values(serviceTemplate().findResources('AWS::AppSync::Resolver'));
  const resolved = resolvers.map(({ Properties }) => `${Properties.TypeName}.${Properties.FieldName}`);
  expect(resolved.sort()).toEqual([...rootFields].sort());
});
