import { Validations } from 'aws-cdk-lib';
import { AccessLogField, AuthorizationType, type RestApi, type RestApiProps } from 'aws-cdk-lib/aws-apigateway';

/** Mapping-template expression for the caller: the ARN of the IAM user, or of the role and its session. */
export const callerIdentity = '$context.identity.userArn';

/** What the access log says about the caller. */
export const accessLogCaller = { caller: AccessLogField.contextIdentityUserArn() };

/** Every method asks for a SigV4 signature of an IAM principal that may `execute-api:Invoke` it. */
export const authProps: Pick<RestApiProps, 'defaultMethodOptions'> = {
  defaultMethodOptions: { authorizationType: AuthorizationType.IAM },
};

/** Finishes the authorization of the API. */
export function secureApi(api: RestApi): void {
  Validations.of(api).acknowledge({
    id: 'AwsSolutions::AwsSolutions-COG4',
    reason: 'Callers are AWS workloads with IAM credentials (SigV4), not people who sign in.',
  });
}
