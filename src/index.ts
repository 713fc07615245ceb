export * from './projen/service-options';
export * from './projen/spillway-service';
