'use strict';
// Compiled code is kept between runs; only modules loaded after this line are.
require('node:module').enableCompileCache();
import('../dist/start.js').then(
  function (program) {
    return program.start(process);
  },
  function (error) {
    process.stderr.write('keyless could not be loaded: ' + (error && error.message) + '\n');
    process.exitCode = 4;
  },
);
