import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { type LoopbackServer, startLoopbackServer } from '../loopback-server';
import { readBody } from '../rest/rest-server';
import type { LocalSecret } from '../template/secrets';

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** Starts as much of Secrets Manager as a function needs: `GetSecretValue`, by name or ARN. */
export async function startSecrets(secrets: readonly LocalSecret[]): Promise<LoopbackServer> {
  const versionId = randomUUID();
  return startLoopbackServer((request, response) => {
    const unreadable = ({ message }: Error) => refusal('SerializationException', message);
    void readBody(request)
      .then((body = Buffer.of()) => answerTo(request.headers, body.toString()))
      .catch(unreadable)
      .then((answer) => send(response, answer));
  });

  function answerTo(headers: IncomingHttpHeaders, body: string): Answer {
    const operation = String(headers['x-amz-target']).split('.').at(-1);
    if (operation !== 'GetSecretValue') {
      return refusal('UnsupportedOperation', `${operation} does not run locally; GetSecretValue does`);
    }
    const { SecretId } = JSON.parse(body) as { readonly SecretId?: string };
    const secret = secrets.find(({ name, arn }) => SecretId === name || SecretId === arn);
    return secret
      ? { status: 200, body: valueOf(secret) }
      : refusal('ResourceNotFoundException', `the template has no secret "${SecretId}"`);
  }

  function valueOf({ name: Name, arn: ARN, value: SecretString }: LocalSecret): object {
    return { ARN, Name, SecretString, VersionId: versionId, VersionStages: ['AWSCURRENT'] };
  }
}

function refusal(__type: string, Message: string): Answer {
  return { status: 400, body: { __type, Message } };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
