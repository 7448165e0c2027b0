import dns from 'node:dns';

type Addresses = { address: string; family: number }[];

/** What a name server would say of names of the tests: addresses, a code, or nothing at all. */
export type Names = Readonly<Record<string, string[] | 'ENOTFOUND' | 'EAI_AGAIN' | 'silent'>>;

/** Answers for these names in the place of the name server of this machine, which knows all the others as before. */
export function answerFor(names: Names): () => void {
  const real = dns.lookup;
  const lookup = (name: string, options: object, done: (error: Error | null, found?: Addresses) => void): unknown => {
    const said = names[name];
    if (said === undefined) return Reflect.apply(real, dns, [name, options, done]);
    if (said === 'silent') return undefined;
    const error = typeof said === 'string' ? Object.assign(new Error(`getaddrinfo ${said} ${name}`), { code: said, hostname: name }) : null;
    const found = typeof said === 'string' ? [] : said.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    return process.nextTick(() => done(error, found));
  };
  dns.lookup = lookup as unknown as typeof dns.lookup;
  return () => {
    dns.lookup = real;
  };
}
