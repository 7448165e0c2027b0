#!/usr/bin/env node
// Plain old JavaScript on purpose: this file must run, and say something useful, on a Node that cannot run the program.
'use strict';

var version = process.versions.node.split('.').map(Number);
var isNewEnough = version[0] > 24 || (version[0] === 24 && version[1] >= 5) || (version[0] === 22 && version[1] >= 21);

if (isNewEnough) load();
else require('./brought-node.cjs')();

function load() {
  // Compiled code is kept between runs; only what is loaded after this line is.
  require('module').enableCompileCache();
  var program;
  try {
    program = require('../dist/program.cjs');
  } catch (error) {
    return explain(error);
  }
  void program.start(process);
}

function explain(error) {
  var isUnbuilt = error && error.code === 'MODULE_NOT_FOUND';
  process.stderr.write(
    isUnbuilt ? 'keyless is not built yet: npm run build builds it.\n' : 'keyless could not be loaded: ' + (error && error.message) + '\n',
  );
  process.exitCode = isUnbuilt ? 2 : 4;
}
