"""Child: the personal archive 个人档案. "Left-behind" is a decision about a child, never a field of one."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from liushou_core.domain.identity_number import identity_number_problems
from liushou_core.domain.ids import ChildId, OrganisationId, ParentId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import identity, link, plain, sensitive
from liushou_core.domain.unknown import NOT_ASKED, Known, is_known
from liushou_core.errors import Problem

__all__ = ["Child", "Sex"]


class Sex(Enum):
    """As the register prints it."""

    FEMALE = "female"
    MALE = "male"


@noun
class Child:
    """Anyone with an archive (requirements §2.1, §2.2).

    A field that may be missing is ``Known``: its default NOT_ASKED is not "no". ``parents`` lists every legal
    parent there is, living or dead, once it is asked; an empty tuple means "asked: none". ``guardianships_asked`` says the
    same of guardianships, which are records of their own: True and none recorded means "asked: nobody".

    >>> Child(id="c1", scope="school-1", name="小明").rural
    NOT_ASKED
    """

    id: ChildId = link("编号")
    scope: OrganisationId = link("所属单位")
    roll_number: Known[str] = identity("学籍号", default=NOT_ASKED, source="000 §2.三1")
    name: Known[str] = identity("姓名", default=NOT_ASKED, source="000 §2.三1")
    identity_number: Known[str] = identity("身份证号码", default=NOT_ASKED, source="000 §2.三1")
    sex: Known[Sex] = plain("性别", default=NOT_ASKED)
    birthday: Known[date] = sensitive("出生日期", default=NOT_ASKED, source="003 §4.(二)9")
    home_address: Known[str] = identity("家庭详细住址", default=NOT_ASKED, source="000 §2.三1, §3.(一)2")
    home_phone: Known[str] = identity("家庭联系电话", default=NOT_ASKED, source="000 §2.三1, §3.(一)2")
    village_group: Known[str] = identity("村民组", default=NOT_ASKED, source="004 §5 step 2")
    household: Known[str] = link("户编号", default=NOT_ASKED, source="002 §8")
    parents: Known[tuple[ParentId, ...]] = link("父母", default=NOT_ASKED, source="000 §2.三1")
    guardianships_asked: bool = plain("监护情况已询问", default=False)
    personality: Known[str] = sensitive("性格特征", default=NOT_ASKED, source="000 §5.三3②")
    interests: Known[str] = sensitive("兴趣爱好", default=NOT_ASKED, source="000 §5.三3②; 004 §5 step 1")
    health: Known[tuple[str, ...]] = sensitive("健康状况", default=NOT_ASKED, source="000 §5.三3②")
    basic_situation: Known[str] = sensitive(
        "学生基本情况", default=NOT_ASKED, source="000 §1.2, §3, §6; 002 §1, §6"
    )
    parents_situation: Known[str] = sensitive("父母情况", default=NOT_ASKED, source="000 §2.三1")
    guardian_situation: Known[str] = sensitive("委托监护人情况", default=NOT_ASKED, source="000 §2.三1")
    contact_ways: Known[str] = identity("联系方式及号码", default=NOT_ASKED, source="000 §2.三1")
    academic_results: Known[str] = sensitive("学习成绩", default=NOT_ASKED, source="004 §5 step 1")
    family_situation: Known[str] = sensitive("家庭情况", default=NOT_ASKED, source="004 §5; 000 §2.三1")
    study_group: Known[str] = plain("学习分类分组", default=NOT_ASKED, source="000 §3.(一)5(1)")
    rural: Known[bool] = plain("农村儿童", default=NOT_ASKED, source="000 §5.三3①")
    rural_registration: Known[bool] = plain("农业户籍", default=NOT_ASKED)
    rural_residence: Known[bool] = plain("居住在农村", default=NOT_ASKED)
    boarder: Known[bool] = plain("寄宿", default=NOT_ASKED, source="000 §6.3(2); 002 §6; 003 §2.3")
    bus_rider: Known[bool] = plain("乘车学生", default=NOT_ASKED, source="000 §2.三3")
    single_parent: Known[bool] = sensitive("单亲", default=NOT_ASKED, source="000 §8; 003 §5; 004 §2, §7, §8")
    orphan: Known[bool] = sensitive("孤儿", default=NOT_ASKED, source="004 §1.十一")
    unsupervised: Known[bool] = sensitive("无人监护", default=NOT_ASKED, source="000 §3.(一)3; 004 §6.(一)3")
    poor: Known[bool] = sensitive("家庭经济困难", default=NOT_ASKED, source="000 §3.(二)1; 002 §4.7, §8")
    very_poor: Known[bool] = sensitive("特困生", default=NOT_ASKED, source="000 §2.三1")
    special_talent: Known[bool] = plain("特长生", default=NOT_ASKED, source="000 §2.三1")
    disabled: Known[bool] = sensitive("残障生", default=NOT_ASKED, source="000 §2.三1")
    specials_note: Known[str] = sensitive("三特生详细记载", default=NOT_ASKED, source="000 §2.三1")
    potential_student: Known[bool] = plain("潜能生", default=NOT_ASKED, source="003 §4")
    excellent: Known[bool] = plain("优秀学生", default=NOT_ASKED, source="000 §4; 001 §2; 003 §4")
    study_weak: Known[bool] = sensitive("学困生", default=NOT_ASKED, source="002 §1, §8; 004 §10")
    weary_of_study: Known[bool] = sensitive("厌学", default=NOT_ASKED, source="002 §8")
    self_strong: Known[bool] = plain("自强", default=NOT_ASKED, source="004 §4.(二)3")
    difficult: Known[bool] = sensitive("困难留守儿童", default=NOT_ASKED, source="004 §5 step 1; 000 §7")
    problem: Known[bool] = sensitive("“问题”留守儿童", default=NOT_ASKED, source="000 §3.7, §6.5; 004 §5, §6")
    behaviour_deviation: Known[bool] = sensitive(
        "品德行为偏差", default=NOT_ASKED, source="000 §3.9, §4.6, §5.6; 003 §2.7"
    )
    psychological_obstacle: Known[bool] = sensitive(
        "心理障碍", default=NOT_ASKED, source="000 §3.9, §4.6, §5.6; 003 §2.7"
    )
    in_institution: Known[bool] = sensitive("福利院儿童", default=NOT_ASKED, source="004 §1.十一")
    vulnerable: Known[bool] = sensitive("弱势群体", default=NOT_ASKED, source="003 §3")
    migrant: Known[bool] = plain("随迁子女", default=NOT_ASKED, source="003 §3.2; 002 §8, §17")
    key_target: Known[bool] = sensitive("重点帮扶对象", default=NOT_ASKED, source="000 §3.6, §6.4; 002 §4.7")

    def contradictions(self) -> Iterator[Problem]:
        """Yield what cannot be true of one child: a wrong identity number, one that names another birthday."""
        if is_known(self.identity_number):
            birthday = self.birthday if is_known(self.birthday) else None
            for problem in identity_number_problems(self.identity_number, birthday=birthday):
                yield problem.under("identity_number")
        if is_known(self.parents) and len(set(self.parents)) < len(self.parents):
            yield Problem(code="repeated", path=("parents",))
