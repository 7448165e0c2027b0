'use strict';
// Compiled code is kept between runs; only what is loaded after this line is.
require('node:module').enableCompileCache();
load();

function load() {
  var program;
  try {
    program = require('../dist/start.cjs');
  } catch (error) {
    var isUnbuilt = error && error.code === 'MODULE_NOT_FOUND';
    process.stderr.write(
      isUnbuilt
        ? 'keyless is not built yet: npm run build builds it.\n'
        : 'keyless could not be loaded: ' + (error && error.message) + '\n',
    );
    process.exitCode = isUnbuilt ? 2 : 4;
    return;
  }
  void program.start(process);
}
