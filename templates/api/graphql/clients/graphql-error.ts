/** What the API refused, or could not do. */
export class GraphqlError extends Error {
  /** @param errorType what a program goes by, such as `BadRequest`, `Unauthorized` or `Unavailable` */
  constructor(
    readonly errorType: string,
    message: string,
  ) {
    super(message);
    this.name = 'GraphqlError';
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly errorType?: string; readonly message: string }[];
}

/**
 * Reads the answer to a GraphQL request.
 *
 * @throws GraphqlError when anything of it failed: with AppSync, that is so with status 200 too
 */
export function readAnswer<Data>(status: number, body: string): Data {
  const { data, errors } = parse(body);
  const [error] = errors ?? [];
  if (error || status !== 200) {
    throw new GraphqlError(error?.errorType ?? `HTTP ${status}`, error?.message ?? `the API answered ${status}`);
  }
  return data as Data;
}

/** What stands between may answer with something else than JSON. */
function parse(body: string): Answer {
  try {
    return JSON.parse(body) as Answer;
  } catch {
    return {};
  }
}
