import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { region } from '../src/spillway/service';
import { GraphqlClient } from './graphql-client';
import { stackOutput } from './stack-output';

/** A client of the deployed API, with the AWS credentials of the environment, of a profile or of the machine. */
export async function openClient(): Promise<GraphqlClient> {
  return new GraphqlClient({ url: await stackOutput('GraphqlUrl'), region, credentials: defaultProvider() });
}
