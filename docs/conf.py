"""How the pages become a site: `sphinx -W docs <folder>`; warnings are errors, so every link within leads somewhere."""

from pygments.lexers.data import JsonLexer
from sphinx.application import Sphinx

from liushou_core.__about__ import __version__

project = "liushou_core"
copyright = "liushou_core contributors"
version = release = __version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = f"liushou_core {version}"

myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True


def setup(app: Sphinx) -> None:
    """Colour JSON Lines as JSON: Pygments has no name for them."""
    app.add_lexer("jsonl", JsonLexer)
