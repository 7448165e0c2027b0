// Plain old JavaScript: this runs on a Node that cannot run the program.
'use strict';

var path = require('path');
var fs = require('fs');

var program = path.join(__dirname, 'keyless.cjs');

module.exports = useBroughtNode;

/** The repository brings a Node of its own (runtime/package.json); an installed package does not. */
function useBroughtNode() {
  var name = process.platform === 'win32' ? 'node.exe' : 'node';
  var folder = path.join(__dirname, '..', 'node_modules', 'node-' + platformName() + '-' + process.arch, 'bin');
  var brought = path.join(folder, name);
  if (process.env.KEYLESS_NODE_TRIED || !fs.existsSync(brought)) return explain();
  var env = {};
  for (var key in process.env) env[key] = process.env[key];
  env.KEYLESS_NODE_TRIED = '1';
  var child;
  // Handed on, since only a terminal sends its signals to both. Listened to before there is a child: nothing may end this process first.
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child = require('child_process').spawn(brought, ['--', program].concat(process.argv.slice(2)), { stdio: 'inherit', env: env });
  child.on('error', explain);
  child.on('exit', endAs);
}

/**
 * A child that is hit while it begins or ends has no say in how: that is a cancelled run too. Sent to this process, the signal would
 * be handed on and change nothing. The same may hit this one while it ends, so a moment is left to whoever presses the keys twice.
 */
function endAs(code, signal) {
  if (signal && !/^SIG(INT|TERM|HUP)$/.test(signal)) return process.kill(process.pid, signal);
  process.exitCode = signal ? 130 : code === null ? 4 : code;
  if (process.exitCode === 130) setTimeout(function () {}, 100);
}

function platformName() {
  return process.platform === 'win32' ? 'win' : process.platform;
}

function explain() {
  process.stderr.write(
    'keyless needs Node 22.21 or 24.5 and later, and this is ' +
      process.version +
      ': npx -y -p node@24 node ' +
      program +
      ' runs it with one that fits.\n',
  );
  process.exitCode = 2;
}
