// Loaded into every Node process of a benchmark: leaves the process's peak memory (KB) behind as it exits.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

process.once('exit', () => {
  const report = join(process.env.SPILLWAY_BENCH_REPORTS, String(process.pid));
  writeFileSync(report, String(process.resourceUsage().maxRSS));
});
