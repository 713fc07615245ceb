import type { IntegrationResponse, MethodResponse } from 'aws-cdk-lib/aws-apigateway';

/** The statuses that every route may answer beside its own. */
export const errorMethodResponses: MethodResponse[] = ['400', '502', '503'].map((statusCode) => ({ statusCode }));

export interface ErrorAnswer {
  readonly statusCode: '400' | '502' | '503';
  readonly message: string;
}

export const unavailable: ErrorAnswer = { statusCode: '503', message: 'temporarily unavailable, try again' };

/**
 * Maps what the called AWS service refused. API Gateway takes the response without a pattern, the success, for all that no
 * pattern matches: without these, a missing permission would be answered as a success.
 *
 * @param badRequest the answer to a 400 of the service, whose meaning differs between services
 * @param badRequestTemplate the mapping template of that answer, which may choose another status by what the service says
 */
export function errorResponses(
  badRequest: ErrorAnswer,
  badRequestTemplate = errorBody(badRequest),
): IntegrationResponse[] {
  return [
    errorResponse('400', badRequest, badRequestTemplate),
    errorResponse('4(?!00)\\d{2}', { statusCode: '502', message: 'the request could not be passed on' }),
    errorResponse('5\\d{2}', unavailable),
  ];
}

/** The body of an answer, as JSON that names the request. */
export function errorBody({ message }: ErrorAnswer): string {
  return JSON.stringify({ message, requestId: '$context.requestId' });
}

function errorResponse(selectionPattern: string, answer: ErrorAnswer, body = errorBody(answer)): IntegrationResponse {
  return { selectionPattern, statusCode: answer.statusCode, responseTemplates: { 'application/json': body } };
}
