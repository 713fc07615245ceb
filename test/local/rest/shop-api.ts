import { join } from 'node:path';
import { ProjectPackages } from '../../../src/local/project-packages';
import { createAnswerer, type RestParts, type RestRequest } from '../../../src/local/rest/answer-request';
import { MappingTemplates } from '../../../src/local/rest/mapping-templates';
import { loadRequestCheck } from '../../../src/local/rest/request-validation';
import { readRestApi } from '../../../src/local/rest/rest-api';
import { loadReadPath } from '../../../src/local/rest/template-context';
import type { Template } from '../../../src/local/template/assembly';
import { shopReader } from '../template/shop-stack';

export const packages = new ProjectPackages(join(__dirname, '../../..'), 'npm install');

const method = (HttpMethod: string, resource: string, properties: object) => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: { RestApiId: { Ref: 'Api' }, ResourceId: { Ref: resource }, HttpMethod, ...properties },
});
const resource = (ParentId: object, PathPart: string) => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { RestApiId: { Ref: 'Api' }, ParentId, PathPart },
});

/** An API with a route into a queue and one out of a table. */
export const apiTemplate: Template = {
  Resources: {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        StageName: 'v1',
        MethodSettings: [
          { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 50, ThrottlingBurstLimit: 50 },
          { HttpMethod: 'POST', ResourcePath: '/~1orders', ThrottlingRateLimit: 5, ThrottlingBurstLimit: 3 },
        ],
      },
    },
    Validator: {
      Type: 'AWS::ApiGateway::RequestValidator',
      Properties: { ValidateRequestBody: true, ValidateRequestParameters: true },
    },
    Model: {
      Type: 'AWS::ApiGateway::Model',
      Properties: {
        Schema: {
          $schema: 'http://json-schema.org/draft-04/schema#',
          type: 'object',
          properties: { count: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
          required: ['count'],
        },
      },
    },
    Orders: resource({ 'Fn::GetAtt': ['Api', 'RootResourceId'] }, 'orders'),
    Order: resource({ Ref: 'Orders' }, '{id}'),
    Post: method('POST', 'Orders', {
      AuthorizationType: 'AWS_IAM',
      RequestValidatorId: { Ref: 'Validator' },
      RequestModels: { 'application/json': { Ref: 'Model' } },
      Integration: {
        Type: 'AWS',
        Uri: 'arn:aws:apigateway:eu-west-1:sqs:path/000000000000/shop-orders',
        PassthroughBehavior: 'NEVER',
        RequestTemplates: {
          'application/json':
            'Action=SendMessage&MessageBody=$util.urlEncode($input.body)&MessageAttribute.1.Name=principal' +
            '&MessageAttribute.1.Value.DataType=String' +
            '&MessageAttribute.1.Value.StringValue=$util.urlEncode($context.identity.userArn)',
        },
        IntegrationResponses: [
          { StatusCode: '202', ResponseTemplates: { 'application/json': '{"id":"$context.requestId"}' } },
          {
            StatusCode: '400',
            SelectionPattern: '400',
            ResponseTemplates: { 'application/json': '{"code":"$input.path(\'$.Error.Code\')"}' },
          },
          { StatusCode: '503', SelectionPattern: '5\\d{2}', ResponseTemplates: { 'application/json': '{}' } },
        ],
      },
    }),
    Get: method('GET', 'Order', {
      AuthorizationType: 'NONE',
      RequestValidatorId: { Ref: 'Validator' },
      RequestParameters: { 'method.request.path.id': true, 'method.request.querystring.view': true },
      Integration: {
        Type: 'AWS',
        Uri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/GetItem',
        PassthroughBehavior: 'NEVER',
        RequestTemplates: {
          'application/json': `{"id":"$util.escapeJavaScript($input.params('id')).replaceAll("\\\\'","'")"}`,
        },
        IntegrationResponses: [
          {
            StatusCode: '200',
            ResponseTemplates: {
              'application/json':
                '#set($item = $input.path(\'$.Item\'))\n#if($item.id.S)\n{"id":"$item.id.S"}\n#else\n' +
                '#set($context.responseOverride.status = 404)\n{"message":"unknown"}\n#end',
            },
          },
        ],
      },
    }),
    Other: method('DELETE', 'Order', {
      Integration: { Type: 'HTTP', Uri: 'https://example.com', IntegrationResponses: [] },
    }),
  },
};

export const caller = { arn: 'arn:aws:iam::000000000000:user/me+you', accessKeyId: 'LOCAL', secretAccessKey: 'secret' };

/** The API, whose callers are all believed to be {@link caller}. */
export async function shopApi(parts: Partial<RestParts> = {}) {
  const answer = createAnswerer({
    api: readRestApi(shopReader(apiTemplate))!,
    templates: await MappingTemplates.load(packages),
    readPath: await loadReadPath(packages),
    check: await loadRequestCheck(packages),
    verify: async () => ({ caller }),
    serviceOf: () => async () => ({ status: 200, body: '{}' }),
    ...parts,
  });
  return async (httpMethod: string, target: string, changes: Partial<RestRequest> & { text?: string } = {}) => {
    const { text = '', ...others } = changes;
    const request = {
      method: httpMethod,
      target,
      headers: {},
      requestId: 'request-1',
      body: Buffer.from(text),
      ...others,
    };
    const { status, body } = await answer(request);
    return { status, body: JSON.parse(body) as unknown };
  };
}
