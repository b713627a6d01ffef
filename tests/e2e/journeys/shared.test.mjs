// Four firms in one county share a need; five providers bid sealed; two associations open; it is scored,
// objected to, awarded, signed, accepted by silence and reviewed. The clock of the house goes ahead between.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { hasNoFault, isWellMade, openBrowser, PHONE } from '../support/browser.mjs'
import { ask, openHouse, until } from '../support/house.mjs'
import { approveNeed, CHOSEN, creditCode, enter, JIASHAN, letIn, postNeed, register, signIn } from '../support/people.mjs'

const DAY = 86_400_000
const TITLE = '嘉善四家企业危废集中收运'
const MODERATORS = ['shanghai', 'jiangsu', 'zhejiang'].map((it) => `moderator.${it}@example.org`)
let house, browser, folder

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'greenbridge-keys-'))
  house = await openHouse()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Confirms the dialog that is open, and waits until it has gone. */
async function confirm(page) {
  await page.locator('.el-dialog:visible .el-button--primary').click()
  await page.waitForFunction(() => ![...document.querySelectorAll('.el-dialog')].some((it) => it.offsetParent))
}

async function firms(kind, names, first) {
  const pages = []
  for (const [at, name] of names.entries()) {
    pages.push(await register(browser, house, { kind, name, number: first + at, place: JIASHAN }))
  }
  return pages
}

/** An association makes its key; the file stays with the officer. */
async function makeKey(email) {
  const page = await signIn(browser, house, email)
  await page.goto(`${house.address}/workspace/openings`)
  await page.getByRole('button', { name: '生成并登记本协会的保管密钥' }).click()
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载保管密钥文件' }).click()
  const path = join(folder, `${email}.txt`)
  await (await file).saveAs(path)
  await page.setInputFiles('#field-saved-key', path)
  await confirm(page)
  await isWellMade(page, 'openings and keys')
  return path
}

async function fillTerms(page) {
  for (const [key, value] of Object.entries({ packaging: '桶装', frequency: '每季度', transport: '处置单位', form: '液态' })) {
    await page.selectOption(`[id="field-scope.${key}"]`, value)
  }
  await page.fill('[id="field-scope.process"]', '机加工、清洗')
  await page.check('input[name=procedure][value=GROUP]')
  await page.check('input[name=custody][value=THREE_KEYS]')
  await page.fill('#field-partners', [42, 43, 44].map((it) => `${creditCode(it)} 12.5`).join('\n'))
  await isWellMade(page, 'a shared need being written')
}

async function bidSealed(page, id, price) {
  await page.goto(`${house.address}/workspace/bids/new?demand=${id}`)
  await page.fill('#field-priceYuan', price)
  await page.fill('#field-durationDays', '90')
  await page.fill('#field-plan', '按季度上门收运，四家企业同日一趟，含联单办理。')
  await page.setInputFiles('#field-qualification', { name: '许可证.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
  await page.locator('form button[type=submit]').click()
  await page.locator('.el-dialog:visible .el-button--primary').click()
  await page.getByRole('heading', { name: /密封报价回执/ }).waitFor()
}

async function releaseShare(email, path) {
  const page = await signIn(browser, house, email)
  await page.goto(`${house.address}/workspace/openings`)
  await page.getByRole('button', { name: `交出份额：${TITLE}` }).click()
  await page.setInputFiles('#field-custodian-key', path)
  await confirm(page)
}

const stageOf = async (id) => (await ask(house.address, 'query($id: ID!) { demand(id: $id) { state stage } }', { id })).demand

/** After days a person comes back, and signs in again when that is asked. */
async function comeBack(page, number) {
  await page.goto(`${house.address}/workspace/`)
  await page.locator('h1').first().waitFor()
  if (await page.locator('#field-email').count()) await enter(page, house, `person${number}@example.org`, CHOSEN)
  return page
}

test('a shared need goes from four firms to a reviewed contract', async () => {
  const [lead, ...partners] = await firms('ENTERPRISE', ['嘉善精密制造', '嘉善电子', '嘉善机械', '嘉善表面处理'].map((it) => `${it}有限公司`), 41)
  const providers = await firms('PROVIDER', ['甲', '乙', '丙', '丁', '戊'].map((it) => `嘉善处置${it}有限公司`), 51)
  await letIn(browser, house, 'moderator.zhejiang@example.org', [
    '嘉善精密制造', '嘉善电子', '嘉善机械', '嘉善表面处理', ...['甲', '乙', '丙', '丁', '戊'].map((it) => `嘉善处置${it}`),
  ])
  const keys = {}
  for (const email of MODERATORS) keys[email] = await makeKey(email)

  // Posted, joined, checked.
  const deadline = Math.ceil(house.now() / DAY) * DAY + 6 * DAY
  const id = await postNeed(lead, house, TITLE, deadline, { place: JIASHAN, more: fillTerms })
  for (const page of partners) {
    await page.goto(`${house.address}/workspace/demands/shared`)
    await page.getByRole('button', { name: `加入：${TITLE}`, exact: true }).click()
    await page.getByText('已加入', { exact: true }).waitFor()
  }
  await isWellMade(partners[0], 'shared needs')
  await approveNeed(browser, house, TITLE, 'moderator.zhejiang@example.org')
  await until(async () => (await stageOf(id))?.state === 'PUBLISHED')

  // Asked and answered; bid sealed.
  await providers[0].goto(`${house.address}/workspace/demands/${id}/ask`)
  await providers[0].fill('#field-question', '四家企业可以同一天装车吗？')
  await providers[0].locator('form button[type=submit]').click()
  await until(async () => {
    const asked = await ask(house.address, 'query($id: ID!) { demand(id: $id) { questions { id } } }', { id })
    return asked.demand.questions.length === 1
  })
  await lead.goto(`${house.address}/workspace/demands/${id}`)
  await lead.fill('[id^=field-answer]', '可以，装车时间由我们协调。')
  await lead.getByRole('button', { name: '答复这个问题' }).first().click()
  const prices = ['9.6万', '9.2万', '9.9万', '10.4万', '11万']
  for (const [at, page] of providers.entries()) await bidSealed(page, id, prices[at])
  await isWellMade(providers[4], 'a receipt')
  await lead.goto(`${house.address}/demands/${id}`)
  await lead.getByText('已发回执 5 份').waitFor()
  await lead.setViewportSize(PHONE)
  await isWellMade(lead, 'a sealed need on a phone')
  await lead.setViewportSize({ width: 1280, height: 900 })

  // Two associations open.
  await house.later(8)
  await until(async () => (await stageOf(id)).stage === 'OPENING')
  await releaseShare(MODERATORS[0], keys[MODERATORS[0]])
  await releaseShare(MODERATORS[2], keys[MODERATORS[2]])
  await until(async () => (await stageOf(id)).stage === 'SCORING')

  // Scored without names, locked, ranked, proposed.
  await comeBack(lead, 41)
  await lead.goto(`${house.address}/workspace/demands/${id}/evaluation`)
  await lead.locator('form.bid').first().waitFor()
  assert.equal(await lead.getByText('嘉善处置').count(), 0, 'nobody is named while bids are scored')
  for (const [at, form] of (await lead.locator('form.bid').all()).entries()) {
    await form.locator('input.points').nth(0).fill(String(30 + at))
    await form.locator('input.points').nth(1).fill('15')
    await form.getByRole('button', { name: '保存' }).click()
    await until(async () => (await lead.locator('.el-button.is-loading').count()) === 0)
  }
  await isWellMade(lead, 'a score sheet')
  await lead.getByRole('button', { name: '锁定评分' }).click()
  await confirm(lead)
  await until(async () => (await stageOf(id)).stage === 'RANKED')
  await lead.reload()
  await lead.getByRole('button', { name: /^拟选定/ }).first().click()
  await confirm(lead)
  await until(async () => (await stageOf(id)).stage === 'PROPOSED')
  await isWellMade(lead, 'a proposal')

  // A loser objects, is answered, two associations dismiss.
  const { demand } = await ask(house.address, 'query($id: ID!) { demand(id: $id) { proposals { provider { name } } } }', { id })
  const winner = ['甲', '乙', '丙', '丁', '戊'].findIndex((it) => demand.proposals[0].provider.name.includes(`处置${it}`))
  const loser = (winner + 1) % 5
  const objector = await comeBack(providers[loser], 51 + loser)
  await objector.goto(`${house.address}/workspace/bids`)
  await objector.getByRole('link', { name: `查看结果：${TITLE}` }).click()
  await objector.fill('#field-text', '拟选定机构的方案没有写明四家企业同日收运的车辆安排，请复核评分。')
  await objector.getByRole('button', { name: '提交异议' }).click()
  await objector.getByText('请复核评分').waitFor()
  await lead.reload()
  await lead.fill('textarea[id^=field-answer-]', '方案第一条写明四家同日一趟，评审记录可查。')
  await lead.getByRole('button', { name: '提交答复' }).click()
  await lead.getByText('评审记录可查').waitFor()
  for (const email of MODERATORS.slice(0, 2)) {
    const page = await signIn(browser, house, email)
    await page.goto(`${house.address}/workspace/objections`)
    await page.check('input[value=DISMISS]')
    await page.fill('textarea[id^=field-reason-]', '方案和评分记录一致，异议不成立。')
    await isWellMade(page, 'a vote')
    await page.getByRole('button', { name: '提交表决' }).click()
    await page.locator('input[value=DISMISS]').waitFor({ state: 'detached' })
  }

  // Awarded by the clock, signed by both, one milestone accepted by silence.
  await house.later(6)
  await until(async () => (await stageOf(id)).state === 'AWARDED')
  const chosen = await comeBack(providers[winner], 51 + winner)
  await comeBack(lead, 41)
  const contractOf = 'query($id: ID!) { demand(id: $id) { contract { state } } }'
  await until(async () => (await ask(house.address, contractOf, { id })).demand.contract)
  // Each firm has a contract of its own; the one that asked first sees its own alone.
  await lead.goto(`${house.address}/workspace/contracts`)
  await lead.locator('table a').first().click()
  await lead.waitForURL(/\/contracts\/[a-z]+_/)
  const own = lead.url()
  for (const page of [lead, chosen]) {
    await page.goto(own)
    await page.getByRole('button', { name: '签署合同' }).click()
    await confirm(page)
  }
  await chosen.getByRole('button', { name: /^提交交付/ }).click()
  await chosen.fill('#field-note', '四家企业全部收运完成，联单已上传。')
  await confirm(chosen)
  await house.later(15)
  await until(async () => {
    const { demand: done } = await ask(house.address, contractOf, { id })
    return done.contract.state === 'COMPLETED'
  })
  for (const [page, number, text] of [[lead, 41, '四家同日收运，联单齐全。'], [chosen, 51 + winner, '现场配合，需求写得清楚。']]) {
    await comeBack(page, number)
    await page.goto(own)
    await page.locator('#reviews-head').waitFor()
    for (const group of await page.locator('.el-radio-group').all()) await group.locator('label').nth(4).click()
    await page.fill('#field-text', text)
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.locator('#field-text').waitFor({ state: 'detached' })
  }
  await isWellMade(chosen, 'a reviewed contract')

  // Everybody reads how it went, and the record of it has every stage.
  await chosen.goto(`${house.address}/demands/${id}`)
  await chosen.getByText('四家同日收运').waitFor()
  await chosen.getByText('回执链完整').waitFor()
  await isWellMade(chosen, 'the public page')
  await chosen.setViewportSize(PHONE)
  await isWellMade(chosen, 'the public page on a phone')
  const record = await until(async () => {
    const answer = await fetch(`${house.address}/open-data/ocds/records/ocds-000000-${id}.json`)
    const body = answer.ok ? await answer.json() : null
    return body?.records[0].compiledRelease.contracts?.some((it) => it.status === 'terminated') ? body : null
  })
  const tags = new Set(record.records[0].releases.flatMap((it) => it.tag))
  for (const tag of ['tender', 'award', 'contract', 'implementation']) assert.ok(tags.has(tag), tag)
  hasNoFault(lead, 'the lead')
})
