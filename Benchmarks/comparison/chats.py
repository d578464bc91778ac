"""Chats to measure on: canonical JSONL from a file, or made from templates with a fixed seed."""

import json
import random
from datetime import datetime, timedelta, timezone

FILLINGS = {
    "product": "连衣裙 电饭煲 蓝牙耳机 双肩包 儿童水杯 保湿面霜 四件套 跑步鞋 机械键盘 台灯 猫粮 羽绒服 空气炸锅 行车记录仪 "
               "婴儿推车 防晒衣 茶具 扫地机器人 牛仔裤 投影仪".split(),
    "colour": "红色 藏青 米白 浅灰 墨绿 雾霾蓝 咖色 玫瑰金 深空灰 奶黄".split(),
    "size": "S码 M码 L码 XL码 39码 42码 1.5米 1.8米 500ml 64G".split(),
    "city": "成都 杭州 沈阳 昆明 西安 合肥 厦门 长沙 哈尔滨 乌鲁木齐".split(),
    "courier": "顺丰 中通 圆通 韵达 申通 邮政 京东快递 极兔".split(),
    "day": "今天 明天 后天 周五 周末 下周一 三天内 48小时内 15号 月底".split(),
    "money": "5元 12.8元 20块 35 99.9 128元 299 1580元".split(),
    "part": "充电线 遥控器 螺丝 盖子 说明书 内胆 赠品 吊牌 滤网 袖口".split(),
    "fault": "有划痕 掉色 开线了 漏水 开不了机 有异味 少了一个 碎了 起球 声音很大".split(),
}

OPENINGS = [
    ("customer", "在吗"), ("customer", "你好，人工"), ("customer", "有人吗？"), ("customer", "您好 请问{product}还有货吗"),
    ("customer", "客服在不在啊"), ("customer", "hi，想问一下{product}"), ("customer", "麻烦帮我看下订单{order}"),
]
GREETINGS = [
    "您好，很高兴为您服务，请问有什么可以帮您？", "亲，在的哦~", "您好亲，欢迎光临本店，有什么需要咨询的呢",
    "亲亲您好，这边看到您的消息了，请稍等", "在的呢，您请讲",
]
EXCHANGES = [
    ("{product}有{colour}的吗，{size}还有没有", ["亲，{colour}{size}有现货的，今天下单{day}就能发出哦", "{colour}暂时缺货了，大概{day}到货，其他颜色都有的"]),
    ("我身高165体重52公斤穿{size}合适吗？", ["根据您的身高体重建议拍{size}，喜欢宽松可以大一码", "这款偏修身的亲，{size}比较合适"]),
    ("什么时候发货啊，都等好几天了", ["非常抱歉让您久等了，这边帮您催一下仓库，预计{day}发出", "亲，仓库正在打包了，{day}之前一定给您安排"]),
    ("发什么快递，到{city}要几天", ["默认发{courier}的哦，到{city}一般2-3天", "亲，{city}是{courier}，大约{day}到"]),
    ("物流三天没动了，单号{order}，帮我查查", ["好的，这边给您查询一下，请稍等片刻", "查到了亲，目前在{city}中转，{courier}那边说{day}派送"]),
    ("收到的{product}{fault}，怎么处理", ["实在抱歉给您带来不好的体验，麻烦您拍张照片发过来，我给您登记", "亲亲，可以给您补发{part}或者退{money}，您看哪种方便呢"]),
    ("质量太差了吧！！才用两天就{fault}", ["非常理解您的心情，这个问题我们负责到底，您看换货还是退款呢", "亲这个是正常现象呢，您再观察一下"]),
    ("我要退货，运费谁出", ["支持七天无理由退换的，质量问题运费我们承担，您在订单里申请退货退款就可以", "有运费险的亲，寄回后{courier}会自动理赔{money}左右"]),
    ("退款什么时候到账", ["仓库签收后1-3个工作日原路退回，您留意一下账户", "已经提交财务了，{day}前会到账的"]),
    ("可以便宜点吗，别家才{money}", ["亲，店铺现在满{money}减10，可以先领券再拍哦", "价格已经是活动价了，我可以申请送您一个{part}"]),
    ("能开发票吗？抬头怎么写", ["可以的亲，您把抬头和税号发给我，电子发票{day}开好", "支持电子发票，确认收货后在订单页申请就行"]),
    ("地址写错了，能改到{city}吗", ["还没发货可以改的，麻烦把新的地址姓名电话发我一下", "已经出库了，改不了呢，只能联系{courier}中途改派"]),
    ("少发了{part}", ["不好意思亲，给您核实一下仓库的监控和称重记录", "确认漏发了，{day}给您补发，单号稍后发您"]),
    ("再不处理我就投诉了，找你们主管来", ["请您消消气，我马上把问题升级给主管，15分钟内给您回复", "您先别急，我们不会不管的，这就为您加急处理"]),
    ("怎么用啊 说明书看不懂", ["第一步先长按电源键3秒，指示灯变蓝之后打开手机蓝牙搜索就可以了", "这边有安装视频，发您看一下：https://item.example.com/v?id={order}"]),
    ("加个微信方便联系吧", ["亲，平台有规定不能加微信的，您在这里留言我随时都在", "请勿站外交易哦，以免上当受骗"]),
    ("你们是正品吗，保修多久", ["品牌授权店，全国联保一年，支持专柜验货", "亲，假一赔三，发票和保修卡都有的"]),
    ("差评！骗子店铺", ["您好，看到您的评价我们非常重视，能说说具体哪里不满意吗", "抱歉给您添麻烦了，我给您申请{money}补偿可以吗"]),
]
FOLLOW_UPS = [
    "好的", "嗯嗯", "哦", "行吧", "那就{colour}吧", "好的谢谢你", "可以", "我再看看", "怎么这么慢", "???", "真的假的", "到底行不行啊",
    "收到，麻烦快一点", "算了", "😊", "谢谢，服务态度不错", "太好了👍", "没人管吗", "电话13800000000打不通", "我说了好几遍了",
]
CLOSINGS = [
    "请问还有其他可以帮到您的吗", "感谢您的支持，祝您生活愉快，再见", "亲，满意的话麻烦给个五星好评哦，么么哒~", "不客气的，有问题随时联系",
]


def made(count, seed=20_260_701):
    """`count` chats of about a dozen messages; the same ones for the same seed."""
    source = random.Random(seed)
    start = datetime(2026, 6, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    return [_chat(number, source, start + timedelta(minutes=7 * number)) for number in range(count)]


def _chat(number, source, time):
    def filled(template):
        slots = {name: source.choice(words) for name, words in FILLINGS.items()}
        return template.format(order=source.randrange(10**15, 10**16), **slots)

    agent = f"客服{source.randrange(8)}"
    messages = []

    def say(role, template):
        nonlocal time
        time += timedelta(seconds=source.choice([4, 7, 12, 20, 35, 60, 200]))
        messages.append({
            "at": time.isoformat(), "role": role, "sender": agent if role == "agent" else f"buyer{number}",
            "kind": "text", "text": filled(template)})

    say(*source.choice(OPENINGS))
    say("agent", source.choice(GREETINGS))
    for question, answers in source.sample(EXCHANGES, source.randrange(2, 5)):
        say("customer", question)
        say("agent", source.choice(answers))
        if source.random() < 0.6:
            say("customer", source.choice(FOLLOW_UPS))
    if source.random() < 0.7:
        say("agent", source.choice(CLOSINGS))
    return {"schema": 1, "id": f"made-{number}", "platform": "taobao", "shop": "测试店",
            "customer": {"id": f"buyer{number}"}, "agents": [{"id": agent, "name": agent}], "messages": messages}


def read(path):
    with open(path, encoding="utf-8") as source:
        return [json.loads(line) for line in source if line.strip()]


def texts(chats):
    """The messages' texts, one line each."""
    lines = (" ".join((message.get("text") or "").split("\n")) for chat in chats for message in chat["messages"])
    return [line.replace("\r", " ") for line in lines if line.strip()]


def write(chats, path, copies=1):
    """Writes the chats; each copy has ids of its own, as equal ids would count as duplicates."""
    with open(path, "w", encoding="utf-8") as output:
        for copy in range(copies):
            for chat in chats:
                renamed = dict(chat, id=f"{chat.get('id', '')}-{copy}")
                output.write(json.dumps(renamed, ensure_ascii=False) + "\n")
