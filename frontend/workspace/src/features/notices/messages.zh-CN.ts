export const notices = {
  title: '通知',
  bellUnread: '通知，{count} 条未读',
  lead: '与您有关的进展，新的在前。',
  unread: '未读',
  showUnread: '只看未读',
  showAll: '查看全部',
  settings: '邮件设置',
  markAll: '全部标为已读',
  markOne: '标为已读',
  none: '还没有通知',
  noneUnread: '没有未读的通知',
  settingsTitle: '通知的邮件设置',
  settingsLead: '工作台里总能看到全部通知；这里选择哪些同时发邮件。夜间不发邮件，每日汇总一天最多一封。',
  back: '回到通知',
  goesTo: '邮件发往 {address}。',
  fixed: '总会立即发送',
  saved: '已保存',
  undeliverable: '从 {since} 起，{address} 的邮件服务器拒收，邮件已停发。',
  retry: '邮箱已恢复，重新发送',
  retried: '之后的通知会重新发邮件',
} as const

export const noticeKind = {
  SECURITY: '账号安全',
  CHECK: '审核进展',
  TASK: '审核任务',
  DEMAND: '需求进展',
  MATCH: '需求提醒',
  LIBRARY: '标准政策',
  BID: '报价结果',
  CONTRACT: '合同履行',
  MEMBERSHIP: '单位与成员',
  SYSTEM: '系统消息',
} as const

export const delivery = { AT_ONCE: '立即', DAILY: '每日汇总', NEVER: '不发邮件' } as const
