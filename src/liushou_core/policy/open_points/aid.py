"""What the texts leave open about help in money, funds and legal aid (requirements §4.10, §4.11)."""

from collections.abc import Mapping
from typing import Final

from liushou_core.policy.open_points.point import Choice, OpenPoint, Written
from liushou_core.policy.tables.funds import Fund
from liushou_core.policy.tables.supports import LegalAid, SupportRule

__all__ = ["POINTS", "WHOSE_CASES"]

WHOSE_CASES: Final[Mapping[Written, str]] = {
    "opened": "of children who were left behind when the case was opened",
    "judged": "of children who are left behind on the judged day",
}

POINTS: Final = (
    OpenPoint(
        rule="SUB-poverty",
        leaves_open="Whose family is poor?",
        external="Whoever knows the family: it is a recorded fact, and the `when` of the support names it. No criterion is given.",
    ),
    OpenPoint(
        rule="SUB-subsidy",
        leaves_open="What is the one subsidy of 两免一补? Only the two exemptions are spelled out.",
        external="Whoever grants it: it is recorded as `Support`. A pack writes what it knows of it into `items`.",
    ),
    OpenPoint(
        rule="SUB-example",
        leaves_open="Are the relief and the allowance of one case tariffs?",
        choices=(
            Choice(
                table=SupportRule,
                at="support.*",
                name="example",
                readings={
                    True: "no: examples, shown and owed to nobody",
                    False: "yes: as much is owed to each who meets the condition",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="FUND-share",
        leaves_open="Is the fund the saving from cutting office expenses by 8%, or 8% of what was saved?",
        choices=(
            Choice(
                table=Fund,
                at="fund.*",
                name="share_is",
                readings={
                    "saving": "the saving: 通过压缩…公用经费的8%",
                    "of_saving": "that share of what was saved",
                },
            ),
        ),
    ),
    OpenPoint(
        rule="FUND-unit",
        leaves_open="In which unit are the amounts?",
        choices=(
            Choice(
                table=Fund,
                at="fund.*",
                name="unit",
                readings={10000: "ten thousand yuan 万元", 1: "yuan"},
            ),
        ),
    ),
    OpenPoint(
        rule="FUND-years",
        leaves_open="Of which years are the three amounts? The years are lost.",
        external="Nobody can tell: `amounts` are in order and bear no year; what was paid when is recorded as a `FundEntry`.",
    ),
    OpenPoint(
        rule="FUND-payers",
        leaves_open="How much does each of the two finance levels pay?",
        external="Whoever keeps the ledger: the payer of what was paid in is recorded (`FundEntry.payer`).",
    ),
    OpenPoint(
        rule="LAW-denominator",
        leaves_open="Is aid owed in the cases that meet the conditions, or in all, and when must the child be left behind?",
        choices=(
            Choice(
                table=LegalAid,
                at="legal_aid",
                name="denominator",
                readings={"qualifying": "in those that meet the conditions, as printed", "all": "in all"},
            ),
            Choice(table=LegalAid, at="legal_aid", name="covered", readings=WHOSE_CASES),
        ),
    ),
    OpenPoint(
        rule="LAW-qualifies",
        leaves_open="Which case meets the conditions of legal aid, and what is the rate without a case?",
        external="Whoever grants aid judges it (`LegalCase.qualifies`). Without a case the rate is undefined, never 100%: nothing to choose.",
    ),
)
