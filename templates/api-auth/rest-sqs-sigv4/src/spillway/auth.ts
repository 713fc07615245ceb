import { type CfnOutput, Validations } from 'aws-cdk-lib';
import { AccessLogField, AuthorizationType, type RestApi, type RestApiProps } from 'aws-cdk-lib/aws-apigateway';

/** Mapping-template expression for the caller: the ARN of the IAM user, or of the role and its session. */
export const callerIdentity = '$context.identity.userArn';

/** What the access log says about the caller. */
export const accessLogCaller = { caller: AccessLogField.contextIdentityUserArn() };

/** Every method asks for a SigV4 signature of an IAM principal that may `execute-api:Invoke` it. */
export const authProps: Pick<RestApiProps, 'defaultMethodOptions'> = {
  defaultMethodOptions: { authorizationType: AuthorizationType.IAM },
};

/** Finishes the authorization of the API, and names the output that holds its address. */
export function secureApi(api: RestApi): void {
  nameUrlOutput(api);
  Validations.of(api).acknowledge({
    id: 'AwsSolutions::AwsSolutions-COG4',
    reason: 'Callers are AWS workloads with IAM credentials (SigV4), not people who sign in.',
  });
}

/** RestApi makes the output itself, under a name that depends on where it stands. */
function nameUrlOutput(api: RestApi): void {
  const output = api.node.findChild('Endpoint') as CfnOutput;
  output.description = 'Base URL of the API';
  output.overrideLogicalId('ApiUrl');
}
