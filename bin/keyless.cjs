#!/usr/bin/env node
// Plain old JavaScript on purpose: this file must run, and say something useful, on a Node that cannot run the program.
'use strict';

var version = process.versions.node.split('.').map(Number);
var isNewEnough = version[0] > 24 || (version[0] === 24 && version[1] >= 5) || (version[0] === 22 && version[1] >= 21);

if (isNewEnough) load();
else require('./brought-node.cjs')();

function load() {
  // Compiled code is kept between runs; only what is loaded after this line is.
  var cache = ownCache();
  if (cache) require('module').enableCompileCache(cache);
  var program;
  try {
    program = require('../dist/program.cjs');
  } catch (error) {
    return explain(error);
  }
  void program.start(process);
}

/**
 * The person's own cache. Node would take the temporary folder, where on a shared machine anybody can be the first to make it, and what
 * lies there is run. None where the place of it is somebody else's, as a home is with sudo, or where all others may write.
 */
function ownCache() {
  var env = process.env;
  if (process.platform === 'win32') return env.LOCALAPPDATA && env.LOCALAPPDATA + '\\keyless\\compiled';
  var named = isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : '';
  if (!isOwn(named || env.HOME)) return '';
  return (named || env.HOME + (process.platform === 'darwin' ? '/Library/Caches' : '/.cache')) + '/keyless/compiled';
}

function isAbsolute(folder) {
  return Boolean(folder) && folder[0] === '/';
}

function isOwn(folder) {
  if (!isAbsolute(folder)) return false;
  var found;
  try {
    found = require('fs').statSync(folder);
  } catch (error) {
    // Which has no owner.
    found = error;
  }
  return found.uid === process.getuid() && (found.mode & 2) === 0;
}

function explain(error) {
  var isUnbuilt = error && error.code === 'MODULE_NOT_FOUND';
  process.stderr.write(
    isUnbuilt ? 'keyless is not built yet: npm run build builds it.\n' : 'keyless could not be loaded: ' + (error && error.message) + '\n',
  );
  process.exitCode = isUnbuilt ? 2 : 4;
}
