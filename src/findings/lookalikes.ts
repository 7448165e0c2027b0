/**
 * Whether two characters are drawn so alike that a reader takes one for the other: their skeletons are equal (Unicode UTS 39, part 4).
 * Compatibility forms (full-width letters and the like) stand for their letter (UAX 15).
 */
export function looksLike(one: string, other: string): boolean {
  return skeletonOf(one) === skeletonOf(other);
}

/** What a text is drawn like, character by character, so that one comparison tells whether two are drawn alike. */
export function skeletonOf(text: string): string {
  if (/^[ -~]$/.test(text)) return typed[text] ?? text;
  // A long text repeats its characters, and each is looked up once.
  const known = new Map<string, string>();
  const skeleton = (character: string): string => {
    const found = known.get(character) ?? skeletonOfOne(character);
    known.set(character, found);
    return found;
  };
  return Array.from(text.normalize('NFKC'), skeleton).join('');
}

function skeletonOfOne(character: string): string {
  // Half of a character beyond the first 65,536 looks like nothing, though the table has such halves.
  const isFound = !/^[ -~]$|\p{Surrogate}/u.test(character);
  const plain = (isFound ? Object.keys(twins).find((one) => twins[one]?.includes(character)) : null) ?? character;
  return typed[plain] ?? plain;
}

/** What looks alike although every keyboard has both: nobody copied it from anywhere, it was mistyped. */
const typed: Readonly<Record<string, string>> = { '1': 'l', I: 'l', '|': 'l', '0': 'O', '`': "'" };

/**
 * What looks like a character of ASCII, of which nearly every value here is made, and is no compatibility form of it. Derived from
 * confusables.txt of Unicode 10 (© Unicode, Inc., https://www.unicode.org/license.txt); a test holds it against the whole list.
 */
export const twins: Readonly<Record<string, string>> = {
  '!': '\u{1c3}\u{2d51}',
  '"': '\u{2ba}\u{2dd}\u{2ee}\u{2f6}\u{5f2}\u{5f4}\u{1cd3}\u{201c}\u{201d}\u{201f}\u{2033}\u{2036}\u{3003}',
  '%': '\u{66a}\u{2052}',
  '&': '\u{a778}',
  "'": '\u{b4}\u{2b9}\u{2bb}\u{2bc}\u{2bd}\u{2be}\u{2c8}\u{2ca}\u{2cb}\u{2f4}\u{374}\u{384}\u{55a}\u{55d}\u{5d9}\u{5f3}\u{7f4}\u{7f5}\u{144a}\u{16cc}\u{1fbd}\u{1fbf}\u{1ffd}\u{1ffe}\u{2018}\u{2019}\u{201b}\u{2032}\u{2035}\u{a78c}\u{16f51}\u{16f52}',
  '(': '\u{2768}\u{2772}\u{3014}\u{fd3e}\u{ff3b}',
  ')': '\u{2769}\u{2773}\u{3015}\u{fd3f}\u{ff3d}',
  '*': '\u{66d}\u{204e}\u{2217}\u{1031f}',
  '+': '\u{16ed}\u{2795}\u{1029b}',
  ',': '\u{b8}\u{60d}\u{66b}\u{201a}\u{a4f9}',
  '-': '\u{2d7}\u{6d4}\u{2010}\u{2011}\u{2012}\u{2013}\u{2043}\u{2212}\u{2796}\u{2cba}\u{fe58}',
  '.': '\u{660}\u{6f0}\u{701}\u{702}\u{a4f8}\u{a60e}\u{10a50}\u{1d16d}',
  '/': '\u{1735}\u{2041}\u{2044}\u{2215}\u{2571}\u{27cb}\u{29f8}\u{2cc6}\u{2f03}\u{3033}\u{30ce}\u{31d3}\u{4e3f}\u{1d23a}',
  '2': '\u{1a7}\u{3e8}\u{14bf}\u{a644}\u{a6ef}\u{a75a}',
  '3': '\u{1b7}\u{21c}\u{417}\u{4e0}\u{2ccc}\u{a76a}\u{a7ab}\u{118ca}\u{16f3b}\u{1d206}',
  '4': '\u{13ce}\u{118af}',
  '5': '\u{1bc}\u{118bb}',
  '6': '\u{431}\u{13ee}\u{2cd2}\u{118d5}',
  '7': '\u{104d2}\u{118c6}\u{1d212}',
  '8': '\u{222}\u{223}\u{9ea}\u{a6a}\u{b03}\u{1031a}\u{1e8cb}',
  '9': '\u{9ed}\u{a67}\u{b68}\u{d6d}\u{2cca}\u{a76e}\u{118ac}\u{118cc}\u{118d6}',
  ':': '\u{2d0}\u{2f8}\u{589}\u{5c3}\u{703}\u{704}\u{903}\u{a83}\u{16ec}\u{1803}\u{1809}\u{205a}\u{2236}\u{a4fd}\u{a789}\u{fe30}',
  '<': '\u{2c2}\u{1438}\u{16b2}\u{2039}\u{276e}\u{1d236}',
  '=': '\u{1400}\u{2e40}\u{30a0}\u{a4ff}',
  '>': '\u{2c3}\u{1433}\u{203a}\u{276f}\u{16f3f}\u{1d237}',
  '?': '\u{241}\u{294}\u{97d}\u{13ae}\u{a6eb}',
  A: '\u{391}\u{410}\u{13aa}\u{15c5}\u{a4ee}\u{102a0}\u{16f40}\u{1d6a8}\u{1d6e2}\u{1d71c}\u{1d756}\u{1d790}',
  B: '\u{392}\u{412}\u{13f4}\u{15f7}\u{a4d0}\u{a7b4}\u{10282}\u{102a1}\u{10301}\u{1d6a9}\u{1d6e3}\u{1d71d}\u{1d757}\u{1d791}',
  C: '\u{3f9}\u{421}\u{13df}\u{2ca4}\u{a4da}\u{102a2}\u{10302}\u{10415}\u{1051c}\u{118e9}\u{118f2}\u{1f74c}',
  D: '\u{13a0}\u{15de}\u{15ea}\u{a4d3}',
  E: '\u{395}\u{415}\u{13ac}\u{22ff}\u{2d39}\u{a4f0}\u{10286}\u{118a6}\u{118ae}\u{1d6ac}\u{1d6e6}\u{1d720}\u{1d75a}\u{1d794}',
  F: '\u{3dc}\u{15b4}\u{a4dd}\u{a798}\u{10287}\u{102a5}\u{10525}\u{118a2}\u{118c2}\u{1d213}\u{1d7ca}',
  G: '\u{50c}\u{13c0}\u{13f3}\u{a4d6}',
  H: '\u{397}\u{41d}\u{13bb}\u{157c}\u{2c8e}\u{a4e7}\u{102cf}\u{1d6ae}\u{1d6e8}\u{1d722}\u{1d75c}\u{1d796}',
  J: '\u{37f}\u{408}\u{13ab}\u{148d}\u{a4d9}\u{a7b2}',
  K: '\u{39a}\u{41a}\u{13e6}\u{16d5}\u{2c94}\u{a4d7}\u{10518}\u{1d6b1}\u{1d6eb}\u{1d725}\u{1d75f}\u{1d799}',
  L: '\u{13de}\u{14aa}\u{2cd0}\u{a4e1}\u{1041b}\u{10526}\u{118a3}\u{118b2}\u{16f16}\u{1d22a}',
  M: '\u{39c}\u{3fa}\u{41c}\u{13b7}\u{15f0}\u{16d6}\u{2c98}\u{a4df}\u{102b0}\u{10311}\u{1d6b3}\u{1d6ed}\u{1d727}\u{1d761}\u{1d79b}',
  N: '\u{39d}\u{2c9a}\u{a4e0}\u{10513}\u{1d6b4}\u{1d6ee}\u{1d728}\u{1d762}\u{1d79c}',
  O: '\u{39f}\u{41e}\u{555}\u{7c0}\u{9e6}\u{b20}\u{b66}\u{12d0}\u{2c9e}\u{2d54}\u{3007}\u{a4f3}\u{10292}\u{102ab}\u{10404}\u{104c2}\u{10516}\u{114d0}\u{118b5}\u{118e0}\u{1d6b6}\u{1d6f0}\u{1d72a}\u{1d764}\u{1d79e}',
  P: '\u{3a1}\u{420}\u{13e2}\u{146d}\u{2ca2}\u{a4d1}\u{10295}\u{1d6b8}\u{1d6f2}\u{1d72c}\u{1d766}\u{1d7a0}',
  Q: '\u{2d55}',
  R: '\u{1a6}\u{13a1}\u{13d2}\u{1587}\u{a4e3}\u{104b4}\u{16f35}\u{1d216}',
  S: '\u{405}\u{54f}\u{13d5}\u{13da}\u{a4e2}\u{10296}\u{10420}\u{16f3a}',
  T: '\u{3a4}\u{422}\u{13a2}\u{22a4}\u{27d9}\u{2ca6}\u{a4d4}\u{10297}\u{102b1}\u{10315}\u{118bc}\u{16f0a}\u{1d6bb}\u{1d6f5}\u{1d72f}\u{1d769}\u{1d7a3}\u{1f768}',
  U: '\u{54d}\u{1200}\u{144c}\u{222a}\u{22c3}\u{a4f4}\u{104ce}\u{118b8}\u{16f42}',
  V: '\u{474}\u{667}\u{6f7}\u{13d9}\u{142f}\u{2d38}\u{a4e6}\u{a6df}\u{1051d}\u{118a0}\u{16f08}\u{1d20d}',
  W: '\u{51c}\u{13b3}\u{13d4}\u{a4ea}\u{118e6}\u{118ef}',
  X: '\u{3a7}\u{425}\u{166d}\u{16b7}\u{2573}\u{2cac}\u{2d5d}\u{a4eb}\u{a7b3}\u{10290}\u{102b4}\u{10317}\u{10322}\u{10527}\u{118ec}\u{1d6be}\u{1d6f8}\u{1d732}\u{1d76c}\u{1d7a6}',
  Y: '\u{3a5}\u{3d2}\u{423}\u{4ae}\u{13a9}\u{13bd}\u{2ca8}\u{a4ec}\u{102b2}\u{118a4}\u{16f43}\u{1d6bc}\u{1d6f6}\u{1d730}\u{1d76a}\u{1d7a4}',
  Z: '\u{396}\u{13c3}\u{a4dc}\u{102f5}\u{118a9}\u{118e5}\u{1d6ad}\u{1d6e7}\u{1d721}\u{1d75b}\u{1d795}',
  '\\': '\u{2216}\u{27cd}\u{29f5}\u{29f9}\u{2f02}\u{31d4}\u{4e36}\u{1d20f}\u{1d23b}',
  '^': '\u{2c4}\u{2c6}',
  _: '\u{7fa}',
  a: '\u{251}\u{3b1}\u{430}\u{237a}\u{1d6c2}\u{1d6fc}\u{1d736}\u{1d770}\u{1d7aa}',
  b: '\u{184}\u{42c}\u{13cf}\u{15af}',
  c: '\u{3f2}\u{441}\u{1d04}\u{2ca5}\u{abaf}\u{1043d}',
  d: '\u{501}\u{13e7}\u{146f}\u{a4d2}',
  e: '\u{435}\u{4bd}\u{212e}\u{ab32}',
  f: '\u{17f}\u{584}\u{1e9d}\u{a799}\u{ab35}',
  g: '\u{18d}\u{261}\u{581}\u{1d83}',
  h: '\u{4bb}\u{570}\u{13c2}',
  i: '\u{131}\u{269}\u{26a}\u{2db}\u{37a}\u{3b9}\u{456}\u{4cf}\u{13a5}\u{1fbe}\u{2373}\u{a647}\u{ab75}\u{118c3}\u{1d6a4}\u{1d6ca}\u{1d704}\u{1d73e}\u{1d778}\u{1d7b2}',
  j: '\u{3f3}\u{458}',
  l: '\u{196}\u{1c0}\u{399}\u{406}\u{4c0}\u{5c0}\u{5d5}\u{5df}\u{627}\u{661}\u{6f1}\u{7ca}\u{16c1}\u{2223}\u{23fd}\u{2c92}\u{2d4f}\u{a4f2}\u{fe8d}\u{fe8e}\u{ffe8}\u{1028a}\u{10309}\u{10320}\u{16f28}\u{1d6b0}\u{1d6ea}\u{1d724}\u{1d75e}\u{1d798}\u{1e8c7}\u{1ee00}\u{1ee80}',
  m: '\u{11700}\u{118e3}',
  n: '\u{578}\u{57c}',
  o: '\u{3bf}\u{3c3}\u{43e}\u{585}\u{5e1}\u{647}\u{665}\u{6be}\u{6c1}\u{6d5}\u{6f5}\u{966}\u{a66}\u{ae6}\u{be6}\u{c02}\u{c66}\u{c82}\u{ce6}\u{d02}\u{d20}\u{d66}\u{d82}\u{e50}\u{ed0}\u{101d}\u{1040}\u{10ff}\u{1d0f}\u{1d11}\u{2c9f}\u{ab3d}\u{fba6}\u{fba7}\u{fba8}\u{fba9}\u{fbaa}\u{fbab}\u{fbac}\u{fbad}\u{fee9}\u{feea}\u{feeb}\u{feec}\u{1042c}\u{104ea}\u{118c8}\u{118d7}\u{1d6d0}\u{1d6d4}\u{1d70a}\u{1d70e}\u{1d744}\u{1d748}\u{1d77e}\u{1d782}\u{1d7b8}\u{1d7bc}\u{1ee24}\u{1ee64}\u{1ee84}',
  p: '\u{3c1}\u{3f1}\u{440}\u{2374}\u{2ca3}\u{1d6d2}\u{1d6e0}\u{1d70c}\u{1d71a}\u{1d746}\u{1d754}\u{1d780}\u{1d78e}\u{1d7ba}\u{1d7c8}',
  q: '\u{51b}\u{563}\u{566}',
  r: '\u{433}\u{1d26}\u{2c85}\u{ab47}\u{ab48}\u{ab81}',
  s: '\u{1bd}\u{455}\u{a731}\u{abaa}\u{10448}\u{118c1}',
  u: '\u{28b}\u{3c5}\u{57d}\u{1d1c}\u{a79f}\u{ab4e}\u{ab52}\u{104f6}\u{118d8}\u{1d6d6}\u{1d710}\u{1d74a}\u{1d784}\u{1d7be}',
  v: '\u{3bd}\u{475}\u{5d8}\u{1d20}\u{2228}\u{22c1}\u{aba9}\u{11706}\u{118c0}\u{1d6ce}\u{1d708}\u{1d742}\u{1d77c}\u{1d7b6}',
  w: '\u{26f}\u{461}\u{51d}\u{561}\u{1d21}\u{ab83}\u{1170a}\u{1170e}\u{1170f}',
  x: '\u{d7}\u{445}\u{1541}\u{157d}\u{166e}\u{292b}\u{292c}\u{2a2f}',
  y: '\u{263}\u{28f}\u{3b3}\u{443}\u{4af}\u{10e7}\u{1d8c}\u{1eff}\u{213d}\u{ab5a}\u{118dc}\u{1d6c4}\u{1d6fe}\u{1d738}\u{1d772}\u{1d7ac}',
  z: '\u{1d22}\u{ab93}\u{118c4}',
  '{': '\u{2774}\u{1d114}',
  '}': '\u{2775}',
  '~': '\u{2dc}\u{1fc0}\u{2053}\u{223c}',
};
