import { describe, expect, it } from 'vitest'
import { formatFen, parseYuan, plainYuan } from './money'

describe('money', () => {
  it.each([
    ['12000', 1_200_000],
    ['12,000', 1_200_000],
    ['１２０００', 1_200_000],
    ['¥1234.5元', 123_450],
    ['1.2万', 1_200_000],
    ['0.5亿', 5_000_000_000],
    ['.5', 50],
    ['3.100', 310],
    ['0', 0],
  ])('reads %s', (typed, fen) => {
    expect(parseYuan(typed)).toEqual({ fen })
  })

  it.each([
    ['', 'missing'],
    [' 元', 'missing'],
    ['约一万', 'malformed'],
    ['1.2.3', 'malformed'],
    ['-5', 'malformed'],
    ['.', 'malformed'],
    ['1.005', 'tooFine'],
    ['1001亿', 'tooLarge'],
  ])('refuses %s as %s', (typed, problem) => {
    expect(parseYuan(typed)).toEqual({ problem })
  })

  it.each([
    [230_000, '2,300 元'],
    [50, '0.50 元'],
    [86_000_000, '86 万元'],
    [12_345_600, '123,456 元'],
    [12_500_000_000, '1.25 亿元'],
    [0, '0 元'],
  ])('says %i fen as %s', (fen, text) => {
    expect(formatFen(fen, 'zh-CN')).toBe(text)
  })

  it('stays in yuan outside Chinese', () => {
    expect(formatFen(86_000_000, 'en')).toBe('CNY 860,000')
    expect(formatFen(123_450, 'en')).toBe('CNY 1,234.50')
  })

  it('sends plain yuan', () => {
    expect(plainYuan(123_450)).toBe('1234.50')
    expect(plainYuan(5)).toBe('0.05')
  })
})
