// While bids are taken: a provider asks, the owner answers and changes the need, the provider confirms.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hasNoFault, isWellMade, openBrowser, openPage, PHONE } from '../support/browser.mjs'
import { ask, openHouse, until } from '../support/house.mjs'
import { approveNeed, bidFor, postNeed, signIn } from '../support/people.mjs'

const DAY = 86_400_000
const TITLE = '震泽镇废乳化液第四季度处置'
let house, browser

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
})

const bidCount = async (id) =>
  (await ask(house.address, 'query($id: ID!) { demand(id: $id) { bidCount } }', { id })).demand?.bidCount

test('a question is answered, a change is confirmed, and everybody reads both', async () => {
  const enterprise = await signIn(browser, house, 'enterprise@example.org')
  const provider = await signIn(browser, house, 'provider@example.org')
  const id = await postNeed(enterprise, house, TITLE, Math.ceil(Date.now() / DAY) * DAY + 9 * DAY)
  await approveNeed(browser, house, TITLE)
  await until(async () => (await bidCount(id)) === 0)

  await provider.goto(`${house.address}/demands/${id}`)
  await provider.getByRole('link', { name: '提问', exact: true }).click()
  await provider.fill('#field-question', '吨桶由哪一方提供，周转几天？')
  await isWellMade(provider, 'asking')
  await provider.getByRole('button', { name: '提交问题' }).click()
  await provider.waitForURL(/\/demands\/dem_.*#questions/)
  await provider.getByText('吨桶由哪一方提供').waitFor()
  await bidFor(provider, house, id)
  await until(async () => (await bidCount(id)) === 1)

  await enterprise.goto(`${house.address}/workspace/demands/${id}`)
  await enterprise.getByText('吨桶由哪一方提供').waitFor()
  await isWellMade(enterprise, 'a question that waits')
  await enterprise.locator('.questions textarea').fill('由本厂提供，七天内周转。')
  await enterprise.getByRole('button', { name: '答复这个问题' }).click()
  await enterprise.getByText('由本厂提供，七天内周转。').waitFor()

  await enterprise.getByRole('link', { name: '变更需求' }).click()
  await enterprise.fill('#field-reason', '第四季度产量增加')
  await enterprise.fill('#field-quantity', '260')
  await isWellMade(enterprise, 'changing a need')
  await enterprise.getByRole('button', { name: '提交变更' }).click()
  await enterprise.getByText('180 吨').waitFor()
  assert.equal(await bidCount(id), 0, 'no bid counts until it is confirmed')

  await provider.goto(`${house.address}/workspace/bids`)
  await provider.getByText('待确认').waitFor()
  await provider.getByRole('button', { name: /^确认报价/ }).click()
  await provider.locator('.el-dialog').getByText('第四季度产量增加').waitFor()
  await isWellMade(provider, 'confirming a bid')
  await provider.locator('.el-dialog .el-button--primary').click()
  await until(async () => (await bidCount(id)) === 1)

  for (const [name, options] of [['desk', {}], ['phone', { viewport: PHONE }], ['without script', { script: false }]]) {
    const visitor = await openPage(browser, options)
    await visitor.goto(`${house.address}/demands/${id}`)
    for (const text of ['吨桶由哪一方提供', '由本厂提供', '第四季度产量增加', '260 吨']) {
      assert.ok((await visitor.locator('main').innerText()).includes(text), `${text} (${name})`)
    }
    if (name !== 'without script') await isWellMade(visitor, `the public page (${name})`)
  }
  hasNoFault(enterprise, 'enterprise')
  hasNoFault(provider, 'provider')
})
