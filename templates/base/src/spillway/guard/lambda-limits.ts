/** Least and most that a maximum concurrency can be (lambda/latest/dg/services-sqs-scaling.html). */
export const leastMaximumConcurrency = 2;
export const mostMaximumConcurrency = 1000;

/** Executions at once that one poller of the provisioned mode can cause (lambda/latest/api/API_ProvisionedPollerConfig.html). */
export const concurrencyPerPoller = 10;
/** Least that the most pollers of the provisioned mode can be (same page). */
export const leastMaximumPollers = 2;
/** Pollers of the provisioned mode at most, unless the mapping says (same page). */
export const defaultMaximumPollers = 200;
