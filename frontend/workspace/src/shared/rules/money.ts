import { halfWidth } from './text'

/** The largest amount that may be typed, in fen: a hundred billion yuan. */
const LARGEST_FEN = 10_000_000_000_000
const WAN_FEN = 1_000_000
const YI_FEN = 10_000_000_000

export type MoneyProblem = 'missing' | 'malformed' | 'tooFine' | 'tooLarge'
export type ParsedMoney = { fen: number } | { problem: MoneyProblem }

/**
 * Reads an amount in yuan as people type it: commas, full-width digits, `¥`, `元`, and the
 * multiples 万 and 亿. The server reads it again by the same rule; this one only answers sooner.
 */
export function parseYuan(typed: string): ParsedMoney {
  let text = halfWidth(typed).replace(/[\s,，]/g, '').replace(/^[¥￥]/, '').replace(/元$/, '')
  if (text === '') return { problem: 'missing' }
  let decimals = 2
  if (text.endsWith('万')) decimals = 6
  if (text.endsWith('亿')) decimals = 10
  if (decimals > 2) text = text.slice(0, -1)
  const match = /^(\d*)(?:\.(\d*))?$/.exec(text)
  const whole = match?.[1] ?? ''
  const fraction = (match?.[2] ?? '').replace(/0+$/, '')
  if (!match || (whole === '' && (match[2] ?? '') === '')) return { problem: 'malformed' }
  if (fraction.length > decimals) return { problem: 'tooFine' }
  const fen = Number(whole + fraction.padEnd(decimals, '0'))
  return fen > LARGEST_FEN ? { problem: 'tooLarge' } : { fen }
}

/** The amount in yuan with two decimals and no grouping, as it is sent: `1234.50`. */
export function plainYuan(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}

/**
 * The amount as people say it: whole multiples of 100 yuan from ten thousand on in 万 or 亿,
 * everything else in yuan. Exact, never rounded. Outside Chinese always in yuan.
 */
export function formatFen(fen: number, locale: string): string {
  if (!locale.startsWith('zh')) return `CNY ${groupedYuan(fen)}`
  if (fen >= YI_FEN && fen % (YI_FEN / 100) === 0) return `${grouped(fen / YI_FEN)} 亿元`
  if (fen >= WAN_FEN && fen % (WAN_FEN / 100) === 0) return `${grouped(fen / WAN_FEN)} 万元`
  return `${groupedYuan(fen)} 元`
}

function grouped(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: 2 })
}

function groupedYuan(fen: number): string {
  const digits = fen % 100 === 0 ? 0 : 2
  return (fen / 100).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
