/** Whether an address leads to a page: nothing that could start another program, and no character that ends what it is put into. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[\x21-\x7e]+$/.test(text);
}
