#!/usr/bin/env node
// Plain old JavaScript on purpose: this file must run, and say something useful, on a Node that cannot run the program.
'use strict';

var path = require('path');
var fs = require('fs');

var version = process.versions.node.split('.').map(Number);
var isNewEnough = version[0] > 24 || (version[0] === 24 && version[1] >= 5) || (version[0] === 22 && version[1] >= 21);

if (isNewEnough) require('./start.cjs');
else useBroughtNode();

/** The repository brings a Node of its own (runtime/package.json); an installed package does not. */
function useBroughtNode() {
  var name = process.platform === 'win32' ? 'node.exe' : 'node';
  var folder = path.join(__dirname, '..', 'node_modules', 'node-' + platformName() + '-' + process.arch, 'bin');
  var brought = path.join(folder, name);
  if (process.env.KEYLESS_NODE_TRIED || !fs.existsSync(brought)) return explain();
  var env = {};
  for (var key in process.env) env[key] = process.env[key];
  env.KEYLESS_NODE_TRIED = '1';
  var child = require('child_process').spawn(brought, ['--', __filename].concat(process.argv.slice(2)), { stdio: 'inherit', env: env });
  // Handed on, since only a terminal sends its signals to both; a second one changes nothing.
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', explain);
  child.on('exit', function (code, signal) {
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code === null ? 4 : code;
  });
}

function platformName() {
  return process.platform === 'win32' ? 'win' : process.platform;
}

function explain() {
  process.stderr.write(
    'keyless needs Node 22.21 or 24.5 and later, and this is ' +
      process.version +
      ': npx -y -p node@24 node ' +
      __filename +
      ' runs it with one that fits.\n',
  );
  process.exitCode = 2;
}
