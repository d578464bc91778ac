/// Chinese surnames, without those that are mostly read as another word.
enum SurnameTable {
  /// How many units of `name` are its surname: two for a compound one, else one; 0 for an empty name.
  static func surnameLength(of name: [UInt16]) -> Int {
    guard name.count > 2 else { return min(1, name.count) }
    return compound.contains([name[0], name[1]]) ? 2 : 1
  }

  /// Whether `units` begin with a surname, or with a name of parts with dots between them.
  static func beginsName(_ units: ArraySlice<UInt16>) -> Bool {
    guard let first = units.first else { return false }
    return single.contains(first) || compound.contains(Array(units.prefix(2)))
      || units.prefix(9).contains { $0 == 0xb7 || $0 == 0x2022 || $0 == 0x30fb }
  }

  /// Surnames of one character.
  static let single = Set(
    ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
      + "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦"
      + "申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋甘景薄单包司"
      + "柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计"
      + "喻揭窦迟宇敖糜鄢冷卓花仇艾蓝巩稽井练仲乐虞卞封竺冼原官楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥保蔺張劉陳楊趙黃吳"
      + "付闫肖仝麦植冉蔚阚卿仉亓镡逯佘胥"
      + "孫馬羅鄭謝韓馮許鄧蕭呂蘇盧蔣賈葉閻鐘陸譚鄒龍錢湯賴龐顏嚴魯葛畢聶齊莊關費紀歐項衛霍").utf16)

  /// Surnames that are so often another word that only a link such as a colon makes them surnames.
  static let weak = Set("付麦植查应时成计单全保来万明官银冷花关安常连能强解车衣都和薄向于从白金方易".utf16)

  /// Surnames of two characters.
  static let compound: Set<[UInt16]> = Set(
    "欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 贺兰 完颜 慕容 尉迟 长孙 东方 南宫 独孤 宇文 端木 公孙 轩辕 百里 西门 第五 歐陽"
      .split(separator: " ").map { Array($0.utf16) })

  /// What can follow a surname without being a given name.
  static let notGiven = Set("的了吗呢吧啊呀哦嗯么是在有与或也都就还会没不很你您我他她它这哪怎把被给从已买退换码联収收号款件单元块".utf16)

  /// Words that begin with a surname or follow a name, and make no part of it.
  static let words: Set<[UInt16]> = Set(
    ("性别 先生 女士 小姐 师傅 老师 同学 太太 阿姨 经理 老板 客服 店长 医生 电话 手机 地址 身份 微信 联系 住址 收货 收件 今年 现在 已经 方便 何时 "
      + "任何 任务 高级 高兴 安全 安排 安装 金额 江苏 常用 单号 单子 全部 全额 全都 万一 程序 严格 严重 温馨 温州 成功 成都 白色 白天 黄色 黄金 时间 时候 马上 "
      + "许多 应该 明天 明白 毛病 毛巾 周末 周一 周二 周三 周四 周五 周六 周日 石家 连云 宁波 宁夏 查询 查看 查收 包裹 包装 包邮 来电 来自 原因 "
      + "原来 原路 强烈 解决 解释 和电 和地 和手 和身 关于 关闭 关注 简单 封面 花钱 都是 都不 台湾 台灯 计算 商品 商家 商城 房间 车子 车辆 车牌 路上 "
      + "成交 保证 保修 保价 平台 广州 杭州 苏州 郑州 兰州 徐州 常州 贵州 柳州 梅州 福州 青岛 大连 上海 北京 重庆 天津 江西 甘肃 云南 湖南 湖北 "
      + "方式 方法 方案 项目 习惯 费用 谢谢 易碎 游戏 景区 华为 米色 银行 银色 蓝色 蓝牙 红色 甘蔗 左边 司机 卫生 文件 文字 金色 石头 水果 申请 施工 "
      + "常见 盛开 管理 向您 于是 段时 池子 党员 符合 连接 连续 应急 官方 官网 原价 全国 全新 全款 宫颈 衣服 冷藏 冷冻 花费 花色 单价 单独 单件 "
      + "高档 高端 万元 万能 童装 童鞋 路由 苗条 和收 和联 于今 快递 包括 安徽 林业 高中 黄山 向导 武汉 陆续 余额 贺卡 祝您 康复 龙年 牛年 马年 本人 自己 不详 未知 必填 同上 如下 公司 我们 他们 默认 昵称 网名 买家 卖家 顾客 客户 用户 收件 辛苦 麻烦 尽快 感谢 多谢 沙发 牛奶 毛毯 柜子 茶几 水杯 衣柜")
      .split(separator: " ").map { Array($0.utf16) })
}
