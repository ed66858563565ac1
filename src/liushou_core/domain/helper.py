"""Helper 帮扶人: the person paired with a child, and every kind the sources name."""

from enum import Enum

from liushou_core.domain.ids import ChildId, HelperId, OrganisationId
from liushou_core.domain.noun import noun
from liushou_core.domain.privacy import identity, link, plain
from liushou_core.domain.unknown import NOT_ASKED, Known

__all__ = ["Helper", "HelperRole"]


class HelperRole(Enum):
    """In which role somebody helps (requirements §3.3); class and subject teachers help by their posts."""

    CLASS_TEACHER = "class_teacher"
    SUBJECT_TEACHER = "subject_teacher"
    HELPER_TEACHER = "helper_teacher"
    TEACHER_MOTHER = "teacher_mother"
    LOVING_MOTHER = "loving_mother"
    SURROGATE_PARENT = "surrogate_parent"
    VOLUNTEER = "volunteer"
    PUPIL_HELPER = "pupil_helper"
    OTHER_PARENT = "other_parent"
    SOCIAL_MOTHER = "social_mother"
    CADRE = "cadre"
    COMMUNITY_WORKER = "community_worker"
    ORGANISATION = "organisation"
    LOVING_FATHER = "loving_father"
    TEMPORARY_FATHER = "temporary_father"
    LITTLE_TEACHER = "little_teacher"
    DESK_MATE = "desk_mate"
    OFF_CAMPUS_COUNSELLOR = "off_campus_counsellor"
    MENTAL_HEALTH_TUTOR = "mental_health_tutor"
    SCHOOL_COUNSELLOR = "school_counsellor"
    HOME_TEACHER = "home_teacher"
    EVENT_VOLUNTEER = "event_volunteer"
    VILLAGE_OFFICIAL = "village_official"
    PARTY_MEMBER = "party_member"
    VETERAN = "veteran"
    RETIRED_TEACHER = "retired_teacher"
    ELDER = "elder"
    POLICE_OFFICER = "police_officer"
    TRAFFIC_POLICE = "traffic_police"
    LEGAL_ADVISER = "legal_adviser"
    LEGAL_VICE_PRINCIPAL = "legal_vice_principal"
    LEGAL_TUTOR = "legal_tutor"
    GUARD = "guard"
    DRIVER = "driver"
    FAMILY_EDUCATION_EXPERT = "family_education_expert"

    @property
    def by_post(self) -> bool:
        """Whether the role is found from posts held rather than from pairings."""
        return self in (HelperRole.CLASS_TEACHER, HelperRole.SUBJECT_TEACHER)


@noun
class Helper:
    """Somebody who may be paired or hold a post. A pupil who helps is also a child: ``child`` leads to the archive."""

    id: HelperId = link("编号")
    scope: OrganisationId = link("所属单位")
    name: Known[str] = identity("姓名", default=NOT_ASKED)
    phone: Known[str] = identity("联系电话", default=NOT_ASKED, source="002 §3")
    roles: tuple[HelperRole, ...] = plain("可任帮扶类别", default=())
    child: ChildId | None = link("学生帮手的儿童编号", default=None)
