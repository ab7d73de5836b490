"""How the documentation is built: Markdown, no network, warnings are errors (`./run docs`)."""

project = "Underrose"
author = "The Underrose contributors"
copyright = "the Underrose contributors, AGPL-3.0-or-later"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
language = "en_GB"
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Underrose"
html_copy_source = False
html_show_sphinx = False
# Nothing that names an icon or font of a third party: the pages read the same without a network.
html_theme_options = {"top_of_page_buttons": []}
templates_path: list[str] = []
