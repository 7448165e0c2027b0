import { createRequire } from 'node:module';

/** As much of tree-sitter as is used here: the types of the package bring those of a browser along, and so do those of the next one. */
interface Node {
  type: string;
  hasError: boolean;
  namedChildren: (Node | null)[];
}
interface TreeSitter {
  Parser: {
    new (): { setLanguage(language: object): void; parse(text: string): { rootNode: Node; delete(): void } | null };
    init(): Promise<void>;
  };
  Language: { load(file: string): Promise<object> };
}

interface Hcl {
  parse(file: string, text: string): Promise<Record<string, unknown>>;
}

const load = createRequire(import.meta.url);
/** HashiCorp's own parser; rejects what is no HCL. */
export const hclOf = (text: string): Promise<Record<string, unknown>> => (load('@cdktn/hcl2json') as Hcl).parse('main.tf', text);
const { Parser, Language: Grammar } = load('@vscode/tree-sitter-wasm') as TreeSitter;
const files = {
  typescript: '@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm',
  python: '@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm',
  csharp: '@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm',
  go: '@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm',
  java: '@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm',
  powershell: '@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm',
  bicep: 'tree-sitter-bicep/tree-sitter-bicep.wasm',
} as const;
/** The languages that have a grammar here. */
export type Language = keyof typeof files;
/** Those that an export is written in. */
export const languages = (Object.keys(files) as Language[]).filter((language) => language !== 'powershell');

/** Makes a reader of one language: of a text it gives the kinds of its nodes, in order, down to the strings and not into them. Throws where the text is none of this language. */
export async function readerOf(language: Language): Promise<(text: string) => string[]> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Grammar.load(load.resolve(files[language])));
  return (text) => {
    const tree = parser.parse(text);
    if (!tree || tree.rootNode.hasError) throw new SyntaxError(`not ${language}: ${text.slice(0, 3000)}`);
    const kinds: string[] = [];
    const walk = (node: Node): void => {
      kinds.push(node.type);
      // A string that has something else in it than text, such as an expression, shows it.
      for (const child of node.namedChildren) if (child && !/escape|content|fragment|string_start|string_end/.test(child.type)) walk(child);
    };
    walk(tree.rootNode);
    tree.delete();
    return kinds;
  };
}
