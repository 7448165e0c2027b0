import { guid, isRandom } from './kinds.js';
import { late } from './late.js';

/** Whether the value is a sample that was never replaced. What a machine made up at random never is. */
export function isPlaceholder(value: string): boolean {
  if (value.length > 500) return false;
  if (guid.test(value)) return isCounted(value.replace(/[^0-9a-f]/gi, '').toLowerCase());
  return !isRandom(value) && signs().some((sign) => sign.test(value));
}

/** `example.com`, `example.eu.auth0.com`, `login.example`: names that documentation is written with. */
export function isExampleHost(host: string): boolean {
  return /^example[.-]|(?:^|\.)example\.(?:com|org|net|edu)$|\.(?:example|invalid)$/.test(host);
}

/** What may stand around a sign. Anything else, and the value is the random text of some other server: never a placeholder. */
const plain = String.raw`[\w\-.:/@ ]*`;
const around = (sign: string): RegExp => new RegExp(`^${plain}(?:${sign})${plain}$`, 'iu');
const whole = (sign: string): RegExp => new RegExp(`^(?:${sign})$`, 'iu');

const signs = late((): readonly RegExp[] => [
  around(String.raw`<${plain}>|\{\{${plain}\}\}|\$\{${plain}\}|\{${plain}\}|\[(?![0-9a-f.]*:[0-9a-f:.]*\])${plain}\]|%\w+%|\$\(${plain}\)`),
  around(String.raw`\.{3,}|…|\*{3,}|[•●]+`),
  around('x{6,}'),
  // `your-resource`, `YOUR_DOMAIN`, `yourtenant`, but not a company that is called Yourlabs.
  around(
    String.raw`(?<![a-z0-9])your(?:[-_ ]|(?:auth0|azure|tenant|domain|company|org|client|resource|app|api|name|account|deployment|endpoint|subdomain|secret|id|value|model))`,
  ),
  around('(?<![a-z0-9])x{3,}(?![a-z0-9])'),
  whole(
    String.raw`none|nil|n\/a|string|secret|password|change[-_ ]?(?:me|it|this)|replace(?:(?:[-_ ]|me|with|this).*)?|todo(?:[: ].*)?|tbd|fixme|dummy|placeholder|example|sample`,
  ),
  whole(String.raw`undefined|null|\*+|-+|_+|\?+|(?:insert|enter|paste)[-_ ].+|.+[-_ ]here`),
  // What a shell or a pipeline should have put a value in place of: $TENANT_ID, #{TENANT}#, __TENANT__, @@TENANT@@.
  /^(?:\$[A-Z_][A-Z0-9_]*|#\{[\w.-]+\}#?|__\w+__|@@?\w+@@?)$/,
  // The name of a variable instead of its value: CLIENT_SECRET, AUTH0_DOMAIN.
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:ID|SECRET|DOMAIN|NAME|ENDPOINT|AUDIENCE|URL|HOST|VERSION|VALUE|KEY)$/,
]);

/**
 * GUIDs that somebody typed: all zeros, 12345678-1234-…, 11111111-2222-…, a1b2c3d4-e5f6-….
 * By chance a digit continues a count in one place of five; 22 of 31 happen once in a thousand million GUIDs.
 */
function isCounted(digits: string): boolean {
  const numbers = Array.from(digits, (digit) => Number.parseInt(digit, 16));
  const continued = numbers.slice(0, -1).filter((number, at) => {
    const step = (numbers[at + 1] ?? 0) - number;
    return step === 0 || step === 1 || step === -9 || (numbers[at + 2] ?? -1) - number === 1;
  });
  return continued.length >= 22;
}
