"""What a type checker must see in the nouns; read by mypy and pyright, run by nobody."""

from datetime import date
from typing import assert_type

from liushou_core.domain.child import Child, Sex
from liushou_core.domain.ids import ChildId, OrganisationId
from liushou_core.domain.unknown import Known, Unknown, is_known

child = Child(id=ChildId("c1"), scope=OrganisationId("school-1"), birthday=date(2014, 2, 28))

assert_type(child.id, ChildId)
assert_type(child.birthday, Known[date])
assert_type(child.sex, Sex | Unknown)

if is_known(child.birthday):
    assert_type(child.birthday, date)
else:
    assert_type(child.birthday, Unknown)

Child(id="c1", scope=OrganisationId("school-1"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
child.rural = True  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
