// What `engines` in package.json says, for whoever passed over the warning of npm: imported first, so that nothing fails in words of its own.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (!(major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21)))
  throw new Error(`keyless needs Node 22.21, or 24.5 and later, and this is ${process.version}.`);
