import type { GraphqlCaller, GraphqlEngine } from './graphql-engine';
import { parseRequest, refused } from './request-document';
import type { IamIdentity } from './resolver';
import { sessionArn } from '../callers';
import type { AnswerRequest, RestAnswer } from '../rest/answer-request';
import type { CallService } from '../rest/service-integrations';
import type { LocalCaller, SignedRequest, Verify } from '../rest/signature';
import { localAccount } from '../template/stack-reader';

/** Where AppSync answers, below its host name. */
export const graphqlPath = '/graphql';

/** Session in which API Gateway calls with the role of an integration. */
const gatewaySession = 'BackplaneAssumeRoleSession';

/** Takes signed requests, as AppSync does. */
export function graphqlDoor(engine: GraphqlEngine, verify: Verify): AnswerRequest {
  return async (request) => {
    const { pathname } = new URL(request.target, 'http://localhost');
    if (request.method !== 'POST' || pathname !== graphqlPath) {
      return errorAnswer(404, `${request.method} ${pathname} is no route; POST ${graphqlPath} is`, 'NotFound');
    }
    const verdict = await verify(request);
    if ('refusal' in verdict) {
      return errorAnswer(...unauthorized(request, verdict.refusal));
    }
    return answer(engine, request.body.toString(), { identity: iamIdentity(verdict.caller), headers: request.headers });
  };
}

/** Takes what API Gateway passes on, in the name of a role of its own. */
export function graphqlBehindGateway(engine: GraphqlEngine): CallService {
  return async (body, { headers, role }) =>
    answer(engine, body, { identity: iamIdentity({ arn: sessionArn(role, gatewaySession) }), headers });
}

/** `ctx.identity` of a caller. */
export function iamIdentity({ arn }: Pick<LocalCaller, 'arn'>): IamIdentity {
  return { accountId: localAccount, sourceIp: ['127.0.0.1'], username: arn.split('/').at(-1)!, userArn: arn };
}

/** Status, message and error type for a request whose signature is not believed. */
export function unauthorized({ headers }: Pick<SignedRequest, 'headers'>, refusal: string): [number, string, string] {
  if (headers.authorization === undefined) {
    return [401, refusal, 'UnauthorizedException'];
  }
  const isUnknown = refusal.includes('security token');
  return [403, refusal, isUnknown ? 'UnrecognizedClientException' : 'InvalidSignatureException'];
}

async function answer(engine: GraphqlEngine, body: string, caller: GraphqlCaller): Promise<RestAnswer> {
  const request = parseRequest(body);
  return request
    ? { status: 200, body: JSON.stringify(await engine.execute(request, caller)) }
    : errorAnswer(400, 'the body is not JSON with a "query"', 'MalformedHttpRequestException');
}

function errorAnswer(status: number, message: string, errorType: string): RestAnswer {
  return { status, body: JSON.stringify({ errors: [refused(message, errorType)] }) };
}
