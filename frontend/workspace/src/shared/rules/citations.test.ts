import { expect, it } from 'vitest'
import { citationsOf, linesOf } from './citations'

it('reads a law and a number from each line', () => {
  const read = citationsOf('《生态环境法典》第535条\n排污许可管理条例 14\n\n没有条号')

  expect(read).toEqual([
    { law: '生态环境法典', article: 535 },
    { law: '排污许可管理条例', article: 14 },
  ])
})

it('writes what it reads', () => {
  const lines = linesOf([{ lawTitle: '中华人民共和国生态环境法典', articleNumber: 2 }])

  expect(citationsOf(lines)).toEqual([{ law: '中华人民共和国生态环境法典', article: 2 }])
})
