// The check at phone width: taken, sent back, mended by its owner, passed with others and hastened.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hasNoFault, isWellMade, openBrowser, PHONE } from '../support/browser.mjs'
import { openHouse, until } from '../support/house.mjs'
import { choose, letIn, register, signIn } from '../support/people.mjs'

const TITLES = ['盛泽镇废乳化液转移', '盛泽镇废活性炭转移']
let house, browser

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
})

test('a moderator checks on a phone, and the owner mends what was sent back', async () => {
  const owner = await register(browser, house, { kind: 'ENTERPRISE', name: '吴江试验印染有限公司', number: 21 })
  await letIn(browser, house, 'moderator.jiangsu@example.org', ['吴江试验印染有限公司'])
  await owner.setViewportSize(PHONE)
  const ids = []
  for (const title of TITLES) ids.push(await post(owner, title))

  const moderator = await signIn(browser, house, 'moderator.jiangsu@example.org')
  await moderator.setViewportSize(PHONE)
  await moderator.goto(`${house.address}/workspace/moderation`)
  await moderator.waitForSelector('table')
  await isWellMade(moderator, 'the queue on a phone')
  await open(moderator, TITLES[0])
  await moderator.locator('.hold button').click()
  await moderator.getByText('您已领取').first().waitFor()
  await isWellMade(moderator, 'a check on a phone')
  await moderator.locator('.verdicts button', { hasText: '要求补正' }).click()
  await choose(moderator, '#field-reasonCode', '表述不清楚')
  await moderator.fill('#field-note', '请写明包装方式')
  await moderator.fill('#field-inwardNote', '同一单位去年有过类似情况')
  await isWellMade(moderator, 'a decision on a phone')
  await moderator.locator('.decide button[type=submit]').click()
  await moderator.locator('button', { hasText: TITLES[0] }).waitFor({ state: 'detached' })
  await moderator.locator('.shut').click()

  await owner.goto(`${house.address}/workspace/demands/${ids[0]}`)
  await owner.getByText('请写明包装方式').first().waitFor()
  assert.equal(await owner.getByText('类似情况').count(), 0, 'the inward note stays inside')
  await isWellMade(owner, 'a need to mend')
  await owner.getByText('去补正').click()
  await owner.waitForURL(/\/mend$/)
  await owner.fill('#field-description', '加弹车间产生，吨桶密封包装，每季度约 45 吨，要求自带车辆上门收运。')
  await isWellMade(owner, 'the form to mend a need')
  await owner.locator('form button[type=submit]').click()
  await owner.waitForURL(new RegExp(`/demands/${ids[0]}$`))

  await moderator.reload()
  await open(moderator, TITLES[0])
  await moderator.locator('ins', { hasText: '密封' }).waitFor()
  await isWellMade(moderator, 'what changed')
  await moderator.locator('.shut').click()
  await passAll(moderator)
  for (const id of ids) await isPublic(owner, id)
  hasNoFault(moderator, 'moderator')
  hasNoFault(owner, 'owner')
})

/** Posts a need as the page would, without its form. */
async function post(page, title) {
  const input = {
    title,
    description: '加弹车间产生，桶装暂存，每季度约 45 吨，要求自带车辆上门收运。',
    categoryCode: 'waste/hazardous',
    regionCode: '320509',
    wasteCode: 'HW09',
    deadline: new Date(Date.now() + 5 * 86_400_000).toISOString(),
    requestKey: title,
  }
  const query = 'mutation($input: DemandPostInput!) { demandPost(input: $input) { demand { id } problems { code } } }'
  const answer = await page.evaluate(
    async (body) => {
      const headers = { 'content-type': 'application/json', 'x-greenbridge': '1' }
      return (await fetch('/graphql', { method: 'POST', headers, body })).json()
    },
    JSON.stringify({ query, variables: { input } }),
  )
  assert.deepEqual(answer.data?.demandPost.problems, [], JSON.stringify(answer))
  return answer.data.demandPost.demand.id
}

async function open(page, title) {
  await page.locator('td button', { hasText: title }).click()
  await page.locator('.verdicts').waitFor()
}

/** Everything in the queue at once: previewed, begun, and not waited for. */
async function passAll(page) {
  await page.locator('.many button', { hasText: '全选' }).click()
  await page.locator('.many button', { hasText: '批量通过' }).click()
  await page.locator('.el-dialog .el-button--primary').click()
  await page.getByText('可以处理').waitFor()
  await isWellMade(page, 'the preview of an act on many')
  await page.locator('.el-dialog .el-button--primary').click()
  await page.getByText('立即生效').click()
  await page.getByText('没有待处理的内容').waitFor()
}

async function isPublic(page, id) {
  await until(async () => {
    await page.goto(`${house.address}/workspace/demands/${id}`)
    await page.waitForSelector('.state-line')
    return (await page.locator('.state-line').innerText()).includes('征集中')
  })
}
