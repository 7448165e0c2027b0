'use strict';
// Compiled code is kept between runs; only modules loaded after this line are.
require('node:module').enableCompileCache();
import('../dist/start.js').then(
  function (program) {
    return program.start(process);
  },
  function (error) {
    var isUnbuilt = error && error.code === 'ERR_MODULE_NOT_FOUND';
    process.stderr.write(
      isUnbuilt
        ? 'keyless is not built yet: npm run build builds it.\n'
        : 'keyless could not be loaded: ' + (error && error.message) + '\n',
    );
    process.exitCode = isUnbuilt ? 2 : 4;
  },
);
