import { Template } from 'aws-cdk-lib/assertions';
import { ServiceStack } from '../../src/service-stack';
import { createUncheckedApp } from '../../src/spillway/app';
import { attachGuard } from '../../src/spillway/guard/attach-guard';

/** The template of the service. The guard has passed when this returns; functions are not bundled, for speed. */
export function serviceTemplate(): Template {
  const app = createUncheckedApp({ 'aws:cdk:bundling-stacks': [] });
  attachGuard(app);
  return Template.fromStack(new ServiceStack(app, 'service'));
}
