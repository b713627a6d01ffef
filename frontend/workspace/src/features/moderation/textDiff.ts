/** A piece of text that stayed, went or came. */
export interface Piece {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** Above this many comparisons the whole middle counts as changed; a page must not wait. */
const COMPARISONS = 1_000_000

/** What changed between two texts, character by character; neighbours of a kind are one piece. */
export function textDiff(before: string, after: string): Piece[] {
  const a = [...before]
  const b = [...after]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const middle = middleDiff(a.slice(start, a.length - end), b.slice(start, b.length - end))
  const pieces: Piece[] = [
    { kind: 'same', text: a.slice(0, start).join('') },
    ...middle,
    { kind: 'same', text: a.slice(a.length - end).join('') },
  ]
  return joined(pieces)
}

function middleDiff(a: string[], b: string[]): Piece[] {
  if (a.length * b.length > COMPARISONS) {
    return [
      { kind: 'gone', text: a.join('') },
      { kind: 'new', text: b.join('') },
    ]
  }
  const width = b.length + 1
  // How much of the rest both texts share, from each pair of places on.
  const shared = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => shared[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      shared[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i] ?? '' })
      i += 1
      j += 1
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'gone', text: a[i] ?? '' })
      i += 1
    } else {
      pieces.push({ kind: 'new', text: b[j] ?? '' })
      j += 1
    }
  }
  return pieces
}

function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    if (piece.text === '') continue
    const last = result.at(-1)
    if (last?.kind === piece.kind) last.text += piece.text
    else result.push({ ...piece })
  }
  return result
}
