/** The text in pieces, none of them empty: web addresses, without the punctuation that closes a sentence, and what stands between them. */
export function byAddress(text: string): { readonly text: string; readonly isAddress: boolean }[] {
  return text
    .split(/(https?:\/\/[^\s<>"“”]*[^\s<>"“”.,;:!?'’)\]}])/)
    .map((piece, i) => ({ text: piece, isAddress: i % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
