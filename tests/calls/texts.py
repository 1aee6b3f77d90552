"""Texts of 110 as they are pasted, all invented: (text, field → what is typed, doubtful fields)."""

A = "2026-03-09 09:30"
TEXTS = [
    (
        "接警单号：DH2026030917 报警时间：2026-03-09 09:30:12 报警人：钱小禾 报警电话：19900001234 "
        "事发地址：演示县石桥路8号 警情类别：打架斗殴 简要警情：两人因停车打架",
        {
            "external_number": "DH2026030917",
            "reported_at": A,
            "caller_said": "钱小禾",
            "caller_phone": "19900001234",
            "place_said": "演示县石桥路8号",
            "category": "200100",
            "facts": "两人因停车打架",
        },
        set(),
    ),
    (
        "【报警时间】：2026/3/9 9:30\n【报警内容】：电动车被盗",
        {"reported_at": A, "category": "201000", "facts": "电动车被盗"},
        {"category"},
    ),
    (
        "报警时间:2026年3月9日9时30分\n地点:东门广场\n内容:老人走失",
        {"reported_at": A, "place_said": "东门广场", "category": "500100"},
        {"category"},
    ),
    (
        "2026-03-09 09:30 19900001234 来电，在演示县石桥路8号有人吵架",
        {
            "reported_at": A,
            "caller_phone": "19900001234",
            "place_said": "演示县石桥路8号",
            "category": "200200",
        },
        {"reported_at", "caller_phone", "place_said", "category"},
    ),
    (
        "接警时间：09:30；报警内容：租户忘带钥匙要求开锁",
        {"taken_at": A, "reported_at": A, "category": "500300"},
        {"reported_at", "category"},
    ),
    (
        "报警时间：3月9日9:30，联系电话：0990-1234567，内容：厨房漏气",
        {"reported_at": A, "caller_phone": "0990-1234567", "category": "500500"},
        {"category"},
    ),
    (
        "单号：A-1 派警时间：2026.3.9 9:35 类型：交通事故 内容：两车相撞",
        {"external_number": "A-1", "dispatched_at": "2026-03-09 09:35", "category": "300100"},
        set(),
    ),
    (
        "报警时间：昨天夜里 内容：门口垃圾无人清",
        {"facts": "门口垃圾无人清\n昨天夜里"},
        {"reported_at", "category"},
    ),
    (
        "报警时间：2026-13-40 25:61 内容：有人落水",
        {"category": "500400"},
        {"reported_at", "category"},
    ),
    (
        "报警人：女士 报警电话：不详 内容：听到争吵",
        {"caller_said": "女士", "category": "200200"},
        {"caller_phone", "category"},
    ),
    (
        "报警时间：2026-03-09 09:30 警情类型：治安警情（其他治安警情） 内容：墙上乱画",
        {"category": "209900"},
        set(),
    ),
    (
        "来电时间：2026-03-09T09:30:00 来电号码：19900001234 "
        "警情地址：新丰街33号 警情描述：有人被骗",
        {
            "reported_at": A,
            "caller_phone": "19900001234",
            "place_said": "新丰街33号",
            "category": "201200",
        },
        {"category"},
    ),
    (
        "报警电话：19900001234 19900005678 内容：噪音扰民",
        {"caller_phone": "19900001234；19900005678", "category": "200200"},
        {"category"},
    ),
    (
        "报警时间：２０２６－０３－０９　０９：３０　内容：楼道冒烟",
        {"reported_at": A, "category": "400100"},
        {"category"},
    ),
    (
        "请速派警：内容：有人跳楼 地址：石桥小区",
        {"place_said": "石桥小区", "category": "500800", "facts": "有人跳楼\n请速派警:"},
        {"category"},
    ),
    (
        "报警内容：第一行\n第二行\n第三行打牌赌钱",
        {"facts": "第一行\n第二行\n第三行打牌赌钱", "category": "200700"},
        {"category"},
    ),
    (
        "内容：捡到钱包 | 联系人：孔青 | 联系电话：19900001234",
        {
            "facts": "捡到钱包",
            "caller_said": "孔青",
            "caller_phone": "19900001234",
            "category": "500200",
        },
        {"category"},
    ),
    (
        "报警时间：2026-03-09 9点 内容：妻子打丈夫",
        {"reported_at": "2026-03-09 09:00", "category": "200600"},
        {"category"},
    ),
    ("今日无事", {"facts": "今日无事"}, {"category"}),
    ("", {}, {"category"}),
]
