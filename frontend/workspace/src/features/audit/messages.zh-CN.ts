export const audit = {
  title: '审计记录',
  lead: '谁在什么时候对什么做了什么，新的在前。记录不能修改。',
  filter: '对象编号',
  who: '操作人（邮箱或账号编号）',
  byAction: '动作（如 demands 或 demands.post）',
  result: '结果',
  anyResult: '不限',
  address: '来源地址',
  from: '从',
  to: '到',
  csv: '导出 CSV',
  jsonl: '导出 JSONL',
  find: '查找',
  all: '查看全部',
  at: '时间',
  actor: '操作人',
  action: '动作',
  subject: '对象',
  changes: '变化',
  changeCount: '{count} 项',
  noChanges: '无',
  empty: { all: '还没有记录', subject: '没有符合条件的记录' },
} as const

export const auditResult = { DONE: '已完成', REFUSED: '被拒绝' } as const

export const agent = { DESKTOP: '电脑浏览器', MOBILE: '手机浏览器', PROGRAM: '程序', UNKNOWN: '未知' } as const

export const auditAction = {
  demands: {
    post: '发布需求',
    publish: '公开需求',
    refuse: '退回需求',
    withdraw: '撤回需求',
    open: '开启报价',
    award: '选定机构',
  },
  bids: {
    submit: '提交报价',
    withdraw: '撤回报价',
  },
  moderation: {
    approve: '审核通过',
    refuse: '审核退回',
  },
  accounts: {
    register: '注册账号',
    sign_in: '登录',
    sign_out: '退出',
    sign_in_failed: '登录失败',
    lock: '锁定账号',
    token_reused: '登录凭证被重复使用',
  },
  sessions: {
    sign_in: '登录',
    sign_out: '退出',
    sign_in_failed: '登录失败',
    second_step_failed: '二次验证失败',
    proof_failed: '核对密码失败',
    lock: '锁定登录',
    end: '退出一台设备',
    end_others: '退出其他设备',
    token_reused: '登录凭证被重复使用',
  },
  credentials: {
    reset_asked: '申请重设密码',
    reset: '重设密码',
    change_password: '修改密码',
    email_asked: '申请更换邮箱',
    change_email: '更换邮箱',
  },
  factors: {
    bind_app: '绑定验证器',
    unbind_app: '移除验证器',
    add_passkey: '添加通行密钥',
    remove_passkey: '移除通行密钥',
    renew_codes: '更换恢复代码',
    use_code: '使用恢复代码',
    reset: '重置二次验证',
  },
  machine_keys: {
    make: '新建机器密钥',
    revoke: '停用机器密钥',
  },
  audit: { export: '导出审计记录' },
  requests: { refused: '越权操作被拒绝' },
  keys: { rotate: '更换密封密钥' },
  privacy: { correct: '改正个人信息', export: '下载个人信息', close: '注销账号' },
  directory: {
    open_page: '开通机构主页',
    provider_changed: '机构资料变更',
  },
} as const
