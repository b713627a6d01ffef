// A list comes in: the board shows it, what could not be read is tried again, and a firm says what is not about it.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, PHONE, isWellMade, openBrowser } from '../support/browser.mjs'
import { ask, openHouse } from '../support/house.mjs'
import { signIn } from '../support/people.mjs'

let house, browser, folder

before(async () => {
  house = await openHouse()
  browser = await openBrowser()
  folder = mkdtempSync(join(tmpdir(), 'greenbridge-feeds-'))
})
after(async () => {
  await browser?.close()
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function shot(page, name) {
  if (process.env.GREENBRIDGE_SHOTS) await page.screenshot({ path: `${process.env.GREENBRIDGE_SHOTS}/${name}.png`, fullPage: true })
}

async function onBoth(page, name) {
  await isWellMade(page, name)
  await shot(page, name)
  await page.setViewportSize(PHONE)
  await isWellMade(page, `${name} on a phone`)
  await shot(page, `${name}-phone`)
  await page.setViewportSize(DESK)
}

test('a list is imported, mended, and a row of it is not ours', async () => {
  const owner = await signIn(browser, house, 'provider@example.org')
  await owner.goto(`${house.address}/workspace/feed-conflicts`)
  await owner.getByText('没有需要核对的条目').waitFor()
  await owner.goto(`${house.address}/workspace/provider`)
  const id = (await owner.getByRole('link', { name: '查看公开页' }).getAttribute('href')).split('/').pop()
  const { provider } = await ask(house.address, `{ provider(id: "${id}") { name creditCode region { code } } }`)
  const file = join(folder, 'licences.csv')
  const days = '2024-01-01,2028-12-31'
  writeFileSync(
    file,
    `行政相对人名称,全称,统一社会信用代码,许可证书名称,许可编号,许可机关,有效期自,有效期至,联系电话
吴江旧名环保有限公司,吴江旧名环保有限公司,${provider.creditCode},危险废物经营许可证,JS-0099,江苏省生态环境厅,${days},13812345678
12,${provider.name},${provider.creditCode},危险废物经营许可证,JS-0100,江苏省生态环境厅,${days},13812345678
`,
  )
  const imported = house.run('import', 'licences', file, '--source', '许可公示（演练）')
  assert.equal(imported.status, 0, imported.stderr)
  assert.match(imported.stdout, /冲突 1，拒收 1/)

  const regulator = await signIn(browser, house, 'regulator@example.org')
  await regulator.goto(`${house.address}/workspace/feeds`)
  await regulator.getByRole('link', { name: '许可公示（演练）' }).waitFor()
  await onBoth(regulator, 'feeds')
  await regulator.getByRole('link', { name: '许可公示（演练）' }).click()
  await regulator.getByRole('link', { name: 'licences.csv' }).waitFor()
  await onBoth(regulator, 'feed')
  await regulator.getByRole('link', { name: 'licences.csv' }).click()
  await regulator.getByText('名称太短').first().waitFor()
  await regulator.locator('summary').first().click()
  assert.ok(!(await regulator.content()).includes('13812345678'), 'no telephone is kept')
  await onBoth(regulator, 'feed-run')
  assert.equal(await regulator.getByRole('button', { name: '重试待修正的行' }).count(), 0, 'regulators read')

  const province = { 31: 'shanghai', 32: 'jiangsu', 33: 'zhejiang' }[provider.region.code.slice(0, 2)]
  const moderator = await signIn(browser, house, `moderator.${province}@example.org`)
  await moderator.goto(regulator.url())
  await moderator.getByRole('button', { name: '重试待修正的行' }).click()
  await moderator.locator('#field-mapping').fill('[columns]\nnmae = "全称"')
  await moderator.getByRole('button', { name: '开始重试' }).click()
  await moderator.getByText('映射文件读不懂').first().waitFor()
  await isWellMade(moderator, 'a mapping that is wrong')
  await moderator
    .locator('#field-mapping')
    .fill(
      '[columns]\nname = "全称"\ncredit_code = "统一社会信用代码"\nqualification_name = "许可证书名称"\nqualification_number = "许可编号"\nqualification_issuer = "许可机关"\nqualification_valid_to = "有效期至"',
    )
  await moderator.getByRole('button', { name: '开始重试' }).click()
  await moderator.getByText('已开始重试').waitFor()
  const seen = async () => {
    const shown = await ask(house.address, `{ provider(id: "${id}") { qualifications { number } } }`)
    return shown.provider.qualifications.some((it) => it.number === 'JS-0100')
  }
  for (let tries = 0; !(await seen()); tries += 1) {
    assert.ok(tries < 100, 'the replay takes the row')
    await moderator.waitForTimeout(100)
  }

  await owner.goto(`${house.address}/workspace/feed-conflicts`)
  await owner.getByText('吴江旧名环保有限公司').first().waitFor()
  await onBoth(owner, 'feed-conflicts')
  await owner.getByRole('button', { name: /^不是我们/ }).click()
  await owner.getByRole('dialog').getByRole('button', { name: '不是我们' }).click()
  await owner.getByText('不是我们，待核实').waitFor()
  await onBoth(owner, 'feed-conflicts-denied')
})
