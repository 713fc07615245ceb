import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/** Structured logs; while a message is handled, every line carries its id. */
export const logger = new Logger();

/** Custom metrics, in the namespace of the service and with the worker as dimension. */
export const metrics = new Metrics();
