import { expect, it } from 'vitest'
import { chosenCode, chosenName, isToTheTown, levelsFor, type RegionChoice } from './regionChoices'

const TREE: Record<string, RegionChoice[]> = {
  '': [
    { code: '31', name: '上海市' },
    { code: '32', name: '江苏省' },
  ],
  31: [{ code: '3101', name: '上海市' }],
  3101: [{ code: '310118', name: '青浦区' }],
  32: [{ code: '3205', name: '苏州市' }, { code: '3201', name: '南京市' }],
  3205: [{ code: '320509', name: '吴江区' }, { code: '320508', name: '姑苏区' }],
  320509: [{ code: '320509101', name: '盛泽镇' }, { code: '320509104', name: '黎里镇' }],
}
const load = async (parent: string | null): Promise<RegionChoice[]> => TREE[parent ?? ''] ?? []

it('starts with the provinces, none chosen', async () => {
  const levels = await levelsFor('', load)
  expect(levels).toHaveLength(1)
  expect(chosenCode(levels)).toBe('')
  expect(isToTheTown(levels)).toBe(false)
})

it('opens a stored town again, level by level', async () => {
  const levels = await levelsFor('320509101', load)
  expect(levels.map((it) => it.chosen)).toEqual(['32', '3205', '320509', '320509101'])
  expect(chosenName(levels)).toBe('江苏省苏州市吴江区盛泽镇')
  expect(isToTheTown(levels)).toBe(true)
})

it('shows the next level below a county', async () => {
  const levels = await levelsFor('320509', load)
  expect(levels).toHaveLength(4)
  expect(chosenCode(levels)).toBe('320509')
  expect(isToTheTown(levels)).toBe(false)
})

it('walks through an only child and says a repeated name once', async () => {
  const levels = await levelsFor('31', load)
  expect(chosenCode(levels)).toBe('310118')
  expect(chosenName(levels)).toBe('上海市青浦区')
})
