'use strict';
// Loaded into a program whose processor time or memory is measured: at its end it writes down all that it used.
const fs = require('node:fs');

const file = process.env.KEYLESS_BENCH_USAGE;
delete process.env.KEYLESS_BENCH_USAGE;
delete process.env.NODE_OPTIONS;

process.on('exit', function () {
  const { user, system } = process.cpuUsage();
  fs.writeFileSync(file, JSON.stringify({ cpuUs: user + system, peakBytes: peakBytes() }));
});

/** The system's maximum counts what the parent held when it forked, too; the one of Linux in /proc does not. */
function peakBytes() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
