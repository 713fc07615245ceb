import { Fn } from 'aws-cdk-lib';
import {
  AwsIntegration,
  type JsonSchema,
  JsonSchemaType,
  JsonSchemaVersion,
  PassthroughBehavior,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { subjectHeader } from '../resolvers/subject-header';
import { callerIdentity } from './auth';
import { errorMethodResponses, errorResponses } from './integration-responses';

/** What a GraphQL request over HTTP looks like, whatever it asks for. */
const requestSchema: JsonSchema = {
  schema: JsonSchemaVersion.DRAFT4,
  title: 'GraphQL request',
  type: JsonSchemaType.OBJECT,
  required: ['query'],
  properties: {
    query: { type: JsonSchemaType.STRING },
    variables: { type: [JsonSchemaType.OBJECT, JsonSchemaType.NULL] },
    operationName: { type: [JsonSchemaType.STRING, JsonSchemaType.NULL] },
  },
};

/** Resolver errors come with status 200; with 400, AppSync could not make sense of the request itself. */
const notGraphql = { statusCode: '400', message: 'the body is not a GraphQL request' } as const;

export interface GraphqlRouteProps {
  readonly api: GraphqlApi;
  /** Calls AppSync in the name of API Gateway. */
  readonly role: IRole;
}

/** Adds `POST /graphql`, which passes the body on as it is, and the caller's name beside it. */
export function addGraphqlRoute(restApi: RestApi, { api, role }: GraphqlRouteProps): void {
  const integration = new AwsIntegration({
    service: 'appsync-api',
    subdomain: hostPrefix(api),
    path: 'graphql',
    integrationHttpMethod: 'POST',
    options: {
      credentialsRole: role,
      passthroughBehavior: PassthroughBehavior.NEVER,
      // headers of the caller are not passed on, so that it cannot add one of this name
      requestParameters: { [`integration.request.header.${subjectHeader}`]: callerIdentity.slice(1) },
      requestTemplates: { 'application/json': '$input.body' },
      integrationResponses: [{ statusCode: '200' }, ...errorResponses(notGraphql)],
    },
  });
  restApi.root.addResource('graphql').addMethod('POST', integration, {
    requestModels: { 'application/json': restApi.addModel('GraphqlRequest', { schema: requestSchema }) },
    requestValidator: restApi.addRequestValidator('Validator', {
      validateRequestBody: true,
      validateRequestParameters: true,
    }),
    methodResponses: [{ statusCode: '200' }, ...errorMethodResponses],
  });
}

/** The first label of the API's host name, by which API Gateway finds it. It looks like the API's id and is another. */
function hostPrefix(api: GraphqlApi): string {
  const host = Fn.select(2, Fn.split('/', api.graphqlUrl));
  return Fn.select(0, Fn.split('.', host));
}
