/** What the exit codes mean, the strongest first. */
export const exitCodes: readonly (readonly [code: string, meaning: string])[] = [
  ['130', 'cancelled'],
  ['4', 'an error of keyless itself, or its output could not be written'],
  ['2', 'wrong or missing input'],
  ['1', 'a check failed, or explain did not recognise the text'],
  ['3', 'could not find out: network, timeout, throttled, service down'],
  ['0', 'all well; warnings are allowed, --strict makes them 1; explain could say what it is'],
];

/** Variables that keep the meaning they have everywhere. */
export const readVariables = [
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'NO_COLOR',
  'FORCE_COLOR',
  'CI',
  'TERM',
  'ACCESSIBLE',
  'GITHUB_ACTIONS',
  'INK_SCREEN_READER',
] as const;
