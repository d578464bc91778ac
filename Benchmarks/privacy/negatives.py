"""Conversations without personal data that look as if they had some: makers by the name of their trap."""

import values
import words
from values import digits


def line(r, text):
    head = r.choice(["", "", "", r.choice(words.GREETINGS) + r.choice(["，", " "])])
    return [(r.choice(["customer", "agent"]), [head, text.replace("{G}", r.choice(words.GOODS)), r.choice(["", "", "，" + r.choice(words.THANKS)])])]


def one_of(*templates):
    """A trap of sentences alone; `*` becomes small numbers."""
    def make(r):
        text = r.choice(templates)
        while "*" in text:
            text = text.replace("*", str(r.randint(1, 99)), 1)
        return line(r, text)
    return make


def as_written(*sentences):
    """A trap of sentences whose asterisks are masks."""
    return lambda r: line(r, r.choice(sentences))


def price(r):
    n = r.randint(100, 99999)
    return line(r, r.choice([f"{{G}}卖{n}元", f"¥{n / 100:.2f}", f"原价{n}现价{n * 8 // 10}", f"{n}块钱太贵了", f"退了{n / 100:.2f}元", f"满{n}减{n // 10}", f"总共1{digits(r, 4)}.{digits(r, 2)}元",
                             f"一{r.choice('三五八')}{r.choice('零五八')}块", f"RMB {n},{digits(r, 3)}.00", f"转账{n}元没收到"]))


def model(r):
    a = "".join(r.choice("ABCDEFGHKLMNPRSTXZ") for _ in range(r.randint(2, 4)))
    return line(r, r.choice([f"型号{a}-{digits(r, 2)}GW/{a[0]}{digits(r, 2)}", f"{a}{digits(r, 5)}这款", f"货号{a}{digits(r, 6)}", f"SKU:{a}_{digits(r, 4)}", f"{a.lower()}{digits(r, 4)}有现货吗",
                             f"款号{digits(r, 8)}", f"{a}{digits(r, 3)}pro和{a}{digits(r, 3)}max区别", f"CPU是i7-{digits(r, 5)}K的", f"内存DDR5-{digits(r, 4)}"]))


def item(r):
    return line(r, r.choice([f"商品编号{digits(r, 12)}", f"链接https://item.taobao.com/item.htm?id={r.choice('56')}{digits(r, 11)}", f"https://item.jd.com/1{digits(r, 11)}.html这个",
                             f"宝贝id {r.choice('6789')}{digits(r, 11)}", f"https://detail.tmall.com/item.htm?spm=a1z10.{digits(r, 1)}.w{digits(r, 11)}&id={digits(r, 12)}"]))


def barcode(r):
    return line(r, r.choice(["条码{}", "条形码是{}", "扫出来{}", "69码{}", "{}这个条码对吗"]).format(values.ean13(r)))


def timestamp(r):
    date = f"2026-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}"
    clock = f"{r.randint(0, 23):02d}:{r.randint(0, 59):02d}:{r.randint(0, 59):02d}"
    return line(r, r.choice([f"{date} {clock}下的单", f"{date.replace('-', '')}{clock.replace(':', '')}", f"时间戳17{digits(r, 11)}", f"ts=17{digits(r, 8)}", f"{date.replace('-', '.')}到{date.replace('-', '/')}",
                             f"视频{clock}的时候", f"有效期20{r.randint(25, 29)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}", f"生产批号{date.replace('-', '')}{r.choice('ABC')}{digits(r, 2)}",
                             f"营业时间9:00-2{r.randint(0, 2)}:30", f"{date[5:].replace('-', '月')}日{clock[:5]}前付款"]))


def long_run(r):
    """Eleven digits of a phone inside more of them, or too few."""
    p = values.phone(r)
    if r.random() < 0.12:
        return [("customer", ["流水号", (digits(r, 4) + p + digits(r, 6), "order", "bare")])]
    return line(r, r.choice([f"参考号{p}{digits(r, 10)}", f"编码{p[:10]}", f"防伪码{digits(r, 3)}{p}{digits(r, 7)}", f"1{r.choice('012')}{digits(r, 9)}",
                             f"{p}{digits(r, 2)}件库存", f"序号{p[:9]}", f"校验串{digits(r, 12)}{p}"]))


def wrong_checksum(r):
    if r.random() < 0.5:
        return [("customer", [r.choice(["编号", "流水", ""]), (values.wrong_id(r), "order", "bare")])]
    return [("customer", [r.choice(["编号", "流水", ""]), (values.wrong_card(r), "order", "bare")])]


def bare_order(r):
    return [("customer", [r.choice(["", "这个", "帮我查"]), (values.order(r), "order", "bare")])]


def random_digits(r):
    length = r.choice([8, 9, 10, 12, 13, 14, 15, 20, 22])
    body = digits(r, length)
    if length == 15 and r.random() < 0.5:
        body = values.imei(r)
    return line(r, r.choice([f"序列号{body}", f"SN:{body}", f"IMEI {values.imei(r)}", f"批次{body}", f"机器码{body}", f"会员卡{digits(r, 8)}", f"兑换码{digits(r, 12)}", f"券码{digits(r, 10)}"]))


def company(r):
    return line(r, r.choice([f"税号{values.uscc(r)}", f"统一社会信用代码：{values.uscc(r)}", f"纳税人识别号 {values.uscc(r)}", f"发票代码{digits(r, 12)}，号码{digits(r, 8)}", f"开票抬头是科技有限公司 {values.uscc(r)}"]))


def hotline(r):
    return line(r, r.choice([f"打400-{digits(r, 3)}-{digits(r, 4)}", f"400{digits(r, 7)}", f"客服热线95{digits(r, 3)}", "打12315投诉", "我要打12345", f"800-{digits(r, 3)}-{digits(r, 4)}", "报警110", "拨打10086查",
                             f"官方热线：400 {digits(r, 3)} {digits(r, 4)}"]))


def code(r):
    return line(r, r.choice([f"验证码{digits(r, 6)}", f"取件码{r.randint(1, 30)}-{r.randint(1, 9)}-{digits(r, 4)}", f"提货码{digits(r, 8)}", f"口令￥{digits(r, 4)}abCD{digits(r, 3)}￥", f"优惠码SAVE{digits(r, 4)}",
                             f"核销码{digits(r, 4)} {digits(r, 4)} {digits(r, 4)}", f"邀请码ABX{digits(r, 3)}", f"密码初始是{digits(r, 6)}", f"工号{digits(r, 4)}为您服务", f"工单{digits(r, 6)}已提交"]))


def measure(r):
    return line(r, r.choice([f"{r.choice([1920, 2560, 3840])}x{r.choice([1080, 1440, 2160])}分辨率", f"身高{r.randint(150, 190)}体重{r.randint(80, 180)}", f"{r.randint(155, 190)}/{r.randint(80, 104)}A的", f"{digits(r, 3)}*{digits(r, 3)}*{digits(r, 2)}cm",
                             f"220V-50Hz {digits(r, 4)}W", f"5000mAh", f"{r.randint(1, 9)}.5米*{r.randint(1, 9)}.8米的床", f"胸围{r.randint(80, 110)}腰围{r.randint(60, 100)}臀围{r.randint(85, 110)}", f"138码 156码 180码",
                             f"130-139-150-158这几个尺码", f"{r.randint(13, 18)}0{r.choice('0258')}元 {digits(r, 4)}件 {digits(r, 4)}人买", f"转速1{digits(r, 4)}转"]))


def plate_like(r):
    p = r.choice("京沪粤浙苏鲁川渝湘鄂")
    return line(r, r.choice([f"{p}A牌照能上吗", f"{p}A股跌了", "新K1080P摄像头", "新G1080显卡", "新S23Ultra", "新X30Pro手机", "新M1芯片", f"新P{digits(r, 2)}什么时候出", f"{p}B级仓库", "川A的车能装吗", "贵A1234什么意思",
                             f"新{r.choice('AEHKMQ')}{digits(r, 3)}款到了", "津D超联赛", "赣A类地区", f"新C{digits(r, 2)}接口", f"新V{digits(r, 1)}.{digits(r, 2)}版本"]))


contact_words = one_of(
    "可以微信支付吗", "微信扫码付款", "微信群里说有优惠", "微信支付*元", "微信转账可以吗", "关注微信公众号领券", "我微信里没有钱", "加微信违反规定的亲", "微信小程序下的单", "不加微信哦", "V领的{G}有吗", "VIP会员*折",
    "qq音乐会员*个月", "QQ糖*克装", "Q弹的那种", "qq登录不上", "QQ浏览器打不开", "扣扣子怎么用", "邮箱收不到", "发到邮箱吧", "微信提现手续费*%", "wifi密码多少", "wx公众号叫什么", "卫星电视能用吗", "微信 iPhone 版能看吗",
    "微信登录用户*名", "QQ空间*分钟", "加v吗", "微信好友满*人", "vx是什么", "QQ群*人了")

name_words = one_of(
    "我叫你们经理来", "我叫了快递", "收件人是本人", "姓名写错了", "收货人可以改吗", "我姓什么不重要", "联系人不对", "名字打错一个字", "收件人写的公司", "我叫什么你不用管", "户名不一致退不了", "收货人信息不完整", "姓名必填吗", "收件人可以不写吗",
    "我叫外卖了", "收件人拒收了", "联系人那栏空着", "我叫你改地址", "寄件人是谁", "我叫不到快递员", "王先生您好", "张女士这边帮您查", "李哥在吗", "收件人电话打不通", "姓名和身份证不符", "收货人一栏怎么填", "名字叫{G}", "收件人改了没有",
    "我叫人去拿", "名字取得好听")

place_words = one_of(
    "地址发错了", "浙江的客户", "发往北京", "到哪了", "路上堵车", "*号到货", "*号店铺", "*号发货", "广东省内包邮", "江浙沪包邮", "新疆西藏除外", "*号链接有货", "*室*厅用多大空调", "县城能到吗", "走的哪条路线", "地址不变", "改地址可以吗", "*楼有电梯吗",
    "从深圳市发货", "上海市区多久到", "一号仓库发", "送货上楼吗，*楼", "小区门口放着", "快递站在哪条街", "*栋别墅用的那种", "在路上了", "中国制造", "*号色号", "市区和县区运费一样吗", "村里送不送", "地址填错一个字", "门牌号漏了", "*单元的锁芯通用吗",
    "华东仓发出", "乡镇要自提吗", "道路结冰延误", "路由器放*楼信号弱")

regions_only = one_of(
    "广东省深圳市能送到吗", "浙江省杭州市仓库发出", "快件已到达江苏省苏州市", "发往四川省成都市的途中", "河南省郑州市分拨中心已发出", "北京市有门店吗", "到山东省青岛市要几天", "湖北省武汉市转运中心", "湖南长沙的", "我在福建厦门", "新疆维吾尔自治区不包邮",
    "重庆市今天下雨延误", "陕西省西安市满*元包邮")

at_words = one_of(
    "@客服小美 在吗", "@所有人 活动开始了", "logo@2x.png", "小米@官方旗舰店", "a@b怎么打", "@*楼 那个", "版本react@*", "¥*@件", "邮箱格式不对xxx@", "@qq.com前面写什么", "圈a是啥意思", "艾特我一下", "价格*元@数量*", "不要@我", "点com的网站")

masked = as_written(
    "手机138****1234", "订单[订单x]查一下", "[电话x]打不通", "身份证110***********002X", "姓名王**", "尾号****0128的卡", "[地址x]", "收件人：***", "账号6222 **** **** 1234", "手机号1*********8")

counting = one_of(
    "一三五上班二四六休息", "一二三四五六七八九十", "三七二十一", "九九八十一难", "一千三百八十块", "十一月十一号", "二零二六年十一月", "一五一十说清楚", "七上八下的", "五六七八个", "一百三十八块五", "三八妇女节", "六一八活动", "一不做二不休", "十五六天",
    "一二三四星期五", "零零七式的玩具", "九点半到六点半")

version = one_of(
    "系统10.0.*.*", "IP是192.168.1.*", "MAC地址 A4:5E:60:C2:*:*", "版本v1.2.*", "iOS 18.*.1", "固件2.0.*.1234", "iPhone 15 Pro Max 256G", "HUAWEI Mate 60", "航班CA18*", "车次G1*", "比例1:1*:3", "http://127.0.0.1:80*", "第*集第*分钟", "端口13800到13899",
    "错误代码0x8007*")


def sum_of(r):
    a, b = r.randint(100, 2000), r.randint(2, 40)
    return line(r, r.choice([f"{a}*{b}={a * b}", f"{a}+{b}+{a}等于{a + b + a}", f"{a}x{b}一共{a * b}", f"一共{b}箱{a}瓶", f"{a}/{b}除不尽"]))


def tail_number(r):
    return line(r, r.choice([f"尾号{digits(r, 4)}", f"卡尾号{digits(r, 4)}的那张", f"手机后四位{digits(r, 4)}", f"后六位{digits(r, 6)}", f"身份证后四位{digits(r, 4)}", "62开头的卡", "卡号多少位", "身份证号要填吗", "手机号怎么换绑",
                             "138开头的号", "卡号不对", f"收货手机前三位1{r.choice('3578')}{digits(r, 1)}"]))


def answered_otherwise(r):
    """Asked for a value, and no value comes."""
    question = r.choice(["您的手机号发我一下", "微信号多少", "QQ号多少", "收件人姓名是？", "订单号发我一下", "您的地址是？", "卡号发一下", "身份证号发我"])
    answer = r.choice(["好的", "稍等", "不方便", "不改了", "谢谢", "ok", "haode", "OKOK", "xiexie", "算了吧", "199", "5", "在订单里", "你自己看", "为什么要", "hello", "嗯嗯", "不用了", "1", "2件", "等一下", "已经发了", "没有", "明天给你", "快点",
                       "iPhone15", "退款", "发错了", "什么意思", "请稍候", "马上", "晚点说", "算了"])
    return [("agent", [question]), ("customer", [answer])]


def asked_other(r):
    """A number after a question for a number that is not personal."""
    question, answer = r.choice([("验证码多少", digits(r, 6)), ("您买了几件", str(r.randint(1, 20))), ("多少钱买的", str(r.randint(10, 9999))), ("型号发我看下", "XR" + digits(r, 4)), ("身高体重报一下", f"{r.randint(150, 190)} {r.randint(90, 180)}"),
                                 ("条码是多少", values.ean13(r)), ("取件码呢", f"{r.randint(1, 20)}-{digits(r, 4)}"), ("什么颜色", "black"), ("要多大的", "256G"), ("SN码发我", "SN" + digits(r, 8)), ("发货日期", f"202611{r.randint(1, 30):02d}")])
    return [("agent", [question]), ("customer", [answer])]


def ordinary(r):
    return [m for _ in range(r.randint(1, 4)) for m in line(r, r.choice(words.ORDINARY))]


TRAPS = {
    "price": price, "model": model, "item": item, "barcode": barcode, "timestamp": timestamp, "long_run": long_run, "wrong_checksum": wrong_checksum,
    "bare_order": bare_order, "random_digits": random_digits, "company": company, "hotline": hotline, "code": code, "measure": measure,
    "plate_like": plate_like, "contact_words": contact_words, "name_words": name_words, "place_words": place_words, "region": regions_only,
    "at_words": at_words, "masked": masked, "counting": counting, "version": version, "sum": sum_of, "tail_number": tail_number,
    "answered_otherwise": answered_otherwise, "asked_other": asked_other, "ordinary": ordinary,
}
