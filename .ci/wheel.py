"""Check that a wheel holds every file of the package: code, types marker, catalogues, packs, migrations, examples."""

import subprocess
import sys
import zipfile

listed = subprocess.run(
    ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "src/liushou_core"],
    capture_output=True,
    text=True,
    check=True,
).stdout
wanted = {name.removeprefix("src/") for name in listed.split("\0") if name}
with zipfile.ZipFile(sys.argv[1]) as wheel:
    missing = sorted(wanted - set(wheel.namelist()))
if missing or "liushou_core/py.typed" not in wanted:
    raise SystemExit(f"not in the wheel: {missing}")
print(f"{sys.argv[1].rpartition('/')[2]} holds all {len(wanted)} files of the package")
