'use strict';
// Loaded into a program whose memory is looked at while it runs: at SIGUSR2 it collects its garbage and writes down what is left.
const fs = require('node:fs');

const file = process.env.KEYLESS_BENCH_ALIVE;
const collect = globalThis.gc;
delete process.env.KEYLESS_BENCH_ALIVE;
delete process.env.NODE_OPTIONS;

process.on('SIGUSR2', function () {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  fs.writeFileSync(`${file}.new`, JSON.stringify({ bytes: heapUsed + external }));
  fs.renameSync(`${file}.new`, file);
});
