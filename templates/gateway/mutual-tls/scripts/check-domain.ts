import { readFileSync } from 'node:fs';
import { createUncheckedApp } from '../src/spillway/app';
import { domainSettings, truststoreFile } from '../src/spillway/domain-settings';
import { domainProblems } from './domain-problems';

// Runs before each deployment. Neither CloudFormation nor the synth can refuse a placeholder: the one sees only strings
// of the right form, and the other must pass while the domain is still open.
const settings = domainSettings(createUncheckedApp());
const truststore = readFileSync(truststoreFile, 'utf8');
const problems = domainProblems({ ...settings, truststore, now: new Date() });
problems.forEach((problem) => console.error(`check-domain: ${problem}`));
process.exitCode = problems.length > 0 ? 1 : 0;
