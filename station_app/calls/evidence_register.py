from station_app.calls import rules
from station_app.calls.records import Evidence
from station_app.core.kinds import Moment, Ref, Serial, Words
from station_app.core.register import Field, Register
from station_app.core.texts import _

EVIDENCE = Register(
    name="evidence_received",
    number=72,
    title=_("接受的证据"),
    record=Evidence,
    inner=True,
    fields=(
        Field(name="number", label=_("清单编号"), kind=Serial(), required=True),
        Field(name="call_id", label=_("警情"), kind=Ref("calls", role="evidence")),
        Field(name="case_id", label=_("案件"), kind=Ref("cases", role="evidence")),
        Field(name="received_at", label=_("接受时间"), kind=Moment(), required=True),
        Field(name="name", label=_("证据名称"), kind=Words(longest=60), required=True),
        Field(name="quantity", label=_("数量"), kind=Words(longest=20), required=True),
        Field(name="features", label=_("特征"), kind=Words(longest=200)),
        Field(name="from_id", label=_("提交人"), kind=Ref("people", role="evidence_giver")),
        Field(name="from_said", label=_("提交人（未登记的）"), kind=Words(longest=50)),
        Field(name="officer", label=_("接受民警"), kind=Words(longest=30), required=True),
        Field(name="second", label=_("第二接受民警"), kind=Words(longest=30)),
        Field(name="remarks", label=_("备注"), kind=Words(lines=2, longest=500)),
    ),
    columns=("number", "name", "quantity", "received_at"),
    subject=("number", "name"),
    check=rules.check_evidence,
)
