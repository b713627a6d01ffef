// From registration to award, by four people in four browsers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hasNoFault, isWellMade, openBrowser, openPage } from '../support/browser.mjs'
import { ask, openHouse, until } from '../support/house.mjs'
import { approveNeed, bidFor, letIn, postNeed, register, signIn } from '../support/people.mjs'

const MINUTE = 60_000
const TITLE = '盛泽镇废乳化液年度转移处置'
let house, browser

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
})

test('an enterprise registers, posts, is checked, gets a bid at the deadline and awards it', async () => {
  const enterprise = await register(browser, house, { kind: 'ENTERPRISE', name: '吴江试验纺织有限公司', number: 11 })
  const provider = await register(browser, house, { kind: 'PROVIDER', name: '苏州试验处置有限公司', number: 12 })
  await isWellMade(enterprise, 'overview of an enterprise')
  await enterprise.goto(`${house.address}/workspace/registration`)
  await enterprise.getByText('等待所在地区的协会审核').waitFor()
  await isWellMade(enterprise, 'a registration that waits')
  await letIn(browser, house, 'moderator.jiangsu@example.org', ['吴江试验纺织有限公司', '苏州试验处置有限公司'])
  await until(async () => {
    const found = await ask(house.address, '{ providers(first: 50) { nodes { name } } }')
    return found.providers.nodes.some((it) => it.name === '苏州试验处置有限公司')
  })

  // The field knows minutes: the next whole one that leaves time for a check and a bid.
  const deadline = Math.ceil((Date.now() + 40_000) / MINUTE) * MINUTE
  const id = await postNeed(enterprise, house, TITLE, deadline)
  await isWellMade(enterprise, 'a need that waits')

  await approveNeed(browser, house, TITLE)
  await until(async () => {
    const found = await ask(house.address, 'query($q: String!) { search(query: $q, kinds: [DEMAND]) { nodes { url } } }', { q: TITLE })
    return found.search.nodes.some((it) => it.url.endsWith(id))
  })

  await bidFor(provider, house, id)
  await enterprise.goto(`${house.address}/workspace/demands/${id}`)
  await enterprise.waitForSelector('h1')
  assert.equal(await enterprise.getByText('9.65').count(), 0, 'a bid is closed before the deadline')

  await until(async () => {
    await enterprise.reload()
    await enterprise.waitForSelector('h1')
    return (await enterprise.locator('tbody button', { hasText: '选定' }).count()) > 0
  }, 3 * MINUTE, 2_000)
  assert.ok(Date.now() >= deadline, 'bids open at the deadline, not before')
  await isWellMade(enterprise, 'opened bids')

  await enterprise.locator('tbody button', { hasText: '选定' }).first().click()
  await enterprise.locator('.el-dialog .el-button--primary').click()
  await until(async () => {
    const { demand } = await ask(house.address, 'query($id: ID!) { demand(id: $id) { state awardedBid { price { yuan } } } }', { id })
    return demand?.state === 'AWARDED' && demand.awardedBid.price.yuan === '9.65 万元'
  })
  await provider.goto(`${house.address}/workspace/bids`)
  await provider.waitForSelector('table')
  assert.ok((await provider.locator('table').innerText()).includes('被选定'))

  hasNoFault(enterprise, 'enterprise')
  hasNoFault(provider, 'provider')
  await isAudited(id)
})

async function isAudited() {
  const page = await signIn(browser, house, 'audit.administrator@example.org')
  await page.goto(`${house.address}/workspace/audit`)
  await page.waitForSelector('table')
  const log = await page.locator('table').innerText()
  for (const action of ['demands.post', 'moderation.approve', 'demands.publish', 'bids.submit', 'demands.open', 'demands.award']) {
    assert.ok(log.includes(action), `${action} is in the log`)
  }
}

test('a visitor who may not is led to sign in', async () => {
  const page = await openPage(browser)
  await page.goto(`${house.address}/workspace/demands/new`)
  await page.waitForURL(/sign-in/)
  await isWellMade(page, 'sign-in')
})
