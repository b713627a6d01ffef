/** Full-width forms as their half-width twins, the ideographic space as a space. */
export function halfWidth(text: string): string {
  return text.replace(/[\u3000\uff01-\uff5e]/g, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )
}

/** Length as the server counts it: characters, not UTF-16 units. */
export function characterCount(text: string): number {
  return [...text].length
}
