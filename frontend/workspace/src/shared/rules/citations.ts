/** An article as it is typed: one a line, 《生态环境法典》第535条 or 生态环境法典 535. */
export interface Citation {
  law: string
  article: number
}

/** The lines that name a law and a number; what names none is left out. */
export function citationsOf(text: string): Citation[] {
  return text
    .split('\n')
    .map((line) => /^[\s《]*([^》\s]+?)[》\s]*第?\s*(\d{1,5})\s*条?\s*$/u.exec(line.trim()))
    .flatMap((it) => (it?.[1] && it[2] ? [{ law: it[1], article: Number(it[2]) }] : []))
}

/** Citations as they are typed. */
export function linesOf(citations: readonly { lawTitle: string; articleNumber: number }[]): string {
  return citations.map((it) => `《${it.lawTitle}》第${it.articleNumber}条`).join('\n')
}
