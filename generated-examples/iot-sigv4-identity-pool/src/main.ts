import { ServiceStack } from './service-stack';
import { createApp } from './spillway/app';
import { region, serviceName } from './spillway/service';

const app = createApp();
new ServiceStack(app, serviceName, { env: { account: process.env.CDK_DEFAULT_ACCOUNT, region } });
app.synth();
