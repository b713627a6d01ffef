// Whom the product trusts: a machine with a key, staff whom two persons appoint, an organisation that is held back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, hasNoFault, isWellMade, openBrowser, PHONE } from '../support/browser.mjs'
import { openHouse, PASSWORD } from '../support/house.mjs'
import { CHOSEN, enter, choose, choosePlace, WUJIANG, letIn, register, signIn } from '../support/people.mjs'

const FIRM = '吴江试验织造有限公司'
let house, browser

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
})

/** Well made at desk and on a phone. */
async function isWellMadeTwice(page, name) {
  for (const [width, viewport] of [['phone', PHONE], ['desk', DESK]]) {
    await page.setViewportSize(viewport)
    await isWellMade(page, `${name} ${width}`)
  }
}

/** How the API answers a machine. */
async function askByKey(key) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const body = JSON.stringify({ query: '{ demands { nodes { id } } }' })
  return (await fetch(`${house.address}/graphql`, { method: 'POST', headers, body })).status
}

test('an owner makes a key that reads, sees it once, and revokes it', async () => {
  const owner = await signIn(browser, house, 'enterprise@example.org')
  await owner.goto(`${house.address}/workspace/machine-keys`)
  await owner.getByText('还没有机器密钥').waitFor()
  await isWellMadeTwice(owner, 'no keys')
  await owner.fill('#field-name', '排产系统')
  await owner.click('form button[type=submit]')
  await owner.locator('.note.call').getByText('登录密码').waitFor()
  await owner.fill('#field-password', PASSWORD)
  await owner.click('form button[type=submit]')
  const key = await owner.locator('.secret input').inputValue()
  assert.match(key, /^gbk_/)
  await isWellMadeTwice(owner, 'a new key')
  assert.equal(await askByKey(key), 200)
  await owner.locator('.secret button', { hasText: '已保存好' }).click()
  assert.equal(await owner.getByText(key).count(), 0, 'the key is shown once')

  await owner.locator('td button', { hasText: '停用' }).click()
  await isWellMadeTwice(owner, 'the question before revoking')
  await owner.locator('.el-dialog:visible .el-button--primary').click()
  await owner.locator('.badge', { hasText: '已停用' }).waitFor()
  assert.equal(await askByKey(key), 401)
  hasNoFault(owner, 'owner')
})

test('one person proposes staff, another confirms, and the role takes effect', async () => {
  const system = await signIn(browser, house, 'system.administrator@example.org')
  await system.goto(`${house.address}/workspace/appointments`)
  await system.getByText('没有待确认的任命').waitFor()
  await system.fill('#field-email', 'regulator@example.org')
  await choose(system, '#field-regionCode', '江苏省')
  await isWellMadeTwice(system, 'a proposal')
  await system.click('form button[type=submit]')
  await system.locator('td', { hasText: '青浦区生态环境局' }).waitFor()
  assert.equal(await system.locator('td button').count(), 0, 'who proposes does not confirm')

  const security = await signIn(browser, house, 'security.administrator@example.org')
  await security.goto(`${house.address}/workspace/appointments`)
  await security.locator('td button', { hasText: '确认' }).waitFor()
  await isWellMadeTwice(security, 'what waits for the second person')
  await security.locator('td button', { hasText: '确认' }).click()
  await security.locator('.el-dialog:visible .el-button--primary').click()
  await security.getByText('没有待确认的任命').waitFor()
  await security.goto(`${house.address}/workspace/appointments?view=confirmed`)
  await security.locator('td', { hasText: '青浦区生态环境局' }).waitFor()
  await isWellMadeTwice(security, 'who is staff')

  const moderator = await signIn(browser, house, 'regulator@example.org')
  await moderator.locator('nav a', { hasText: '审核' }).waitFor()
  for (const page of [system, security, moderator]) hasNoFault(page, 'staff')
})

test('a moderator reads the letter, suspends and restores; the members see why', async () => {
  const owner = await register(browser, house, { kind: 'ENTERPRISE', name: FIRM, number: 31 })
  await owner.goto(`${house.address}/workspace/registration`)
  const letter = { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n') }
  await owner.locator('#field-letter').setInputFiles(letter)
  await owner.getByText('材料已上传').waitFor()

  const moderator = await signIn(browser, house, 'moderator.jiangsu@example.org')
  await moderator.goto(`${house.address}/workspace/moderation`)
  await moderator.locator('td button', { hasText: FIRM }).click()
  const link = moderator.locator('.drawer a', { hasText: '单位函' })
  await link.waitFor()
  await isWellMadeTwice(moderator, 'the letter of a registration')
  const [download] = await Promise.all([moderator.waitForEvent('download'), link.click()])
  assert.equal(download.suggestedFilename(), 'letter.pdf')
  await letIn(browser, house, 'moderator.jiangsu@example.org', [FIRM])

  await moderator.goto(`${house.address}/workspace/organisations`)
  await moderator.fill('#find-organisation', '试验织造')
  await moderator.keyboard.press('Enter')
  await moderator.locator('td button', { hasText: '暂停' }).waitFor()
  await isWellMadeTwice(moderator, 'the organisations of the region')

  await moderator.locator('td.pick input').check()
  await moderator.locator('button', { hasText: '调整地区' }).click()
  await choosePlace(moderator, WUJIANG)
  await moderator.fill('#field-note', '区划调整后归口管理')
  await moderator.locator('.el-dialog:visible button', { hasText: '预览' }).click()
  await moderator.locator('.el-dialog:visible').getByText('不能调整').waitFor()
  await isWellMadeTwice(moderator, 'the preview of a move')
  await moderator.locator('.el-dialog:visible button', { hasText: '返回' }).click()
  await moderator.locator('button', { hasText: '发通知' }).click()
  await isWellMadeTwice(moderator, 'a notice to many')
  await moderator.locator('.el-dialog:visible button', { hasText: '返回' }).click()
  await moderator.locator('.el-dialog:visible').waitFor({ state: 'detached' })
  await moderator.locator('td button', { hasText: '暂停' }).click()
  await moderator.fill('#field-reason', '多次发布虚假需求，依据平台规则第十二条')
  await moderator.fill('#field-until', new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10))
  await moderator.fill('#field-appeal', '十日内向协会书面申诉')
  await isWellMadeTwice(moderator, 'the words of a suspension')
  await moderator.locator('.el-dialog:visible .el-button--primary').click()
  await moderator.locator('td button', { hasText: '恢复' }).waitFor()

  // What they were signed in to has ended.
  await enter(owner, house, 'person31@example.org', CHOSEN)
  await owner.locator('main').getByText('第十二条').waitFor()
  await owner.getByText('十日内向协会书面申诉').waitFor()
  await isWellMadeTwice(owner, 'what a suspended organisation sees')
  await owner.locator('button', { hasText: '在线申诉' }).click()
  await owner.fill('#field-text', '所列需求均已签订合同，有附件为证')
  await isWellMadeTwice(owner, 'an appeal')
  await owner.locator('.el-dialog:visible .el-button--primary').click()
  await owner.locator('main').getByText('等待复核').waitFor()
  await owner.goto(`${house.address}/workspace/suspensions`)
  await owner.getByText('仍在暂停中').waitFor()
  await isWellMadeTwice(owner, 'the suspensions of an organisation')
  await moderator.locator('td button', { hasText: '历史' }).click()
  await moderator.locator('.el-dialog:visible').getByText('仍在暂停中').waitFor()
  await isWellMadeTwice(moderator, 'the history of an organisation')
  await moderator.locator('.el-dialog:visible .el-dialog__headerbtn').click()

  await moderator.locator('td button', { hasText: '恢复' }).click()
  await moderator.locator('.el-dialog:visible').getByText('第十二条').waitFor()
  await moderator.fill('#field-note', '已经整改完成')
  await isWellMadeTwice(moderator, 'the end of a suspension')
  await moderator.locator('.el-dialog:visible .el-button--primary').click()
  await moderator.locator('td button', { hasText: '暂停' }).waitFor()
  await owner.goto(`${house.address}/workspace/`)
  await owner.locator('h1').waitFor()
  assert.equal(await owner.getByText('第十二条').count(), 0)

  await owner.goto(`${house.address}/workspace/texts`)
  await owner.getByText('没有识别到').waitFor()
  await isWellMadeTwice(owner, 'no findings')
  hasNoFault(moderator, 'moderator')
  hasNoFault(owner, 'owner')
})

test('the public pages say who is signed in, and nobody once they have left', async () => {
  const person = await signIn(browser, house, 'enterprise@example.org')
  await person.goto(`${house.address}/providers`)
  const enter = person.locator('.masthead [data-enter]')
  await enter.getByText('织禾零部件').waitFor()
  assert.equal(await person.getByText('注册', { exact: true }).count(), 0)
  await isWellMadeTwice(person, 'a public page of somebody signed in')
  await enter.click()
  await person.waitForURL(`${house.address}/workspace/`)
  await person.getByText('退出').click()
  await person.locator('#field-email').waitFor()
  await person.goto(`${house.address}/providers`)
  assert.equal(await person.locator('.masthead [data-enter]').innerText(), '登录')
  hasNoFault(person, 'person')
})
