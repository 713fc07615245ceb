import { increaseActions, type Action } from './actions';
import { SpillwayError } from '../errors';

/** Why a call to AWS came to nothing. */
export type FailureKind = 'credentials' | 'expired' | 'denied' | 'throttled' | 'unreachable' | 'other';

/** What the SDK's errors have in common; none of its classes is known here, because each project brings its own SDK. */
interface SdkError extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

const kindsByName: Readonly<Record<string, FailureKind>> = {
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  ExpiredToken: 'expired',
  ExpiredTokenException: 'expired',
  InvalidClientTokenId: 'expired',
  InvalidSignatureException: 'expired',
  SignatureDoesNotMatch: 'expired',
  UnrecognizedClientException: 'expired',
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  UnauthorizedOperation: 'denied',
  TooManyRequestsException: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TimeoutError: 'unreachable',
};

const networkCodes: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Sorts what the SDK throws by what a user can do about it. */
export function failureKind(error: unknown): FailureKind {
  const { name = '', code = '', $metadata } = error as Partial<SdkError>;
  if (Object.hasOwn(kindsByName, name)) {
    return kindsByName[name]!;
  }
  if (networkCodes.has(code)) {
    return 'unreachable';
  }
  return $metadata?.httpStatusCode === 403 ? 'denied' : 'other';
}

/** Whether the error says that the thing asked for does not exist (any more). */
export function isNotFound(error: unknown): boolean {
  return ['ResourceNotFoundException', 'NoSuchResourceException'].includes((error as Error).name);
}

/**
 * Puts an error of the SDK into words that say what to do.
 *
 * @param action IAM action of the call
 */
export function unreadable(action: Action, region: string, cause: unknown): SpillwayError {
  return new SpillwayError('account-unreadable', inWords(failureKind(cause), action, region), { cause });
}

function inWords(kind: FailureKind, action: Action, region: string): string {
  const isIncrease = increaseActions.some((increaseAction) => increaseAction === action);
  const failed = `cannot ${isIncrease ? 'request the increase' : 'read the account'} in ${region}`;
  switch (kind) {
    case 'credentials':
      return `${failed}: no AWS credentials; name a profile that has some with --profile or AWS_PROFILE (after "aws sso login", if it uses that), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`;
    case 'expired':
      return `${failed}: the AWS credentials were refused; renew them ("aws sso login", or a new session), and see that ${region} is enabled for the account`;
    case 'denied':
      return `${failed}: the AWS credentials do not allow ${action}; grant it to them`;
    case 'throttled':
      return `${failed}: ${action} is throttled; try again in a minute`;
    case 'unreachable':
      return `${failed}: ${action} got no answer; check the network, AWS_ENDPOINT_URL if it is set, and that ${region} exists`;
    case 'other':
      return `${failed}: ${action} failed`;
  }
}
