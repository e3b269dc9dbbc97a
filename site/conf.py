"""The book for Sphinx; `cardpm site` gathers the pages and calls it."""

project = "Credit card product manager"
author = "The cardpm-course authors"
project_copyright = "2026, the cardpm-course authors. Text: CC BY 4.0, code: BSD-3-Clause"
language = "en"

extensions = ["myst_nb", "course.site.mathml"]
# In files/ stand notebooks to download: no pages.
exclude_patterns = ["files/**"]
nitpicky = True

myst_enable_extensions = ["dollarmath", "html_image"]
myst_heading_anchors = 0

# Teaching cells run; tasks and checks carry the tag skip-execution.
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_output_stderr = "warn"
nb_code_prompt_show = "Show the check"
nb_code_prompt_hide = "Hide the check"

html_theme = "sphinx_book_theme"
html_title = "Credit card product manager"
html_static_path = ["static"]
html_css_files = ["course.css"]
html_math_renderer = "mathml"
html_copy_source = False
html_use_index = False
html_show_sphinx = False
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "use_issues_button": False,
    "use_repository_button": False,
    "show_toc_level": 2,
    "home_page_in_toc": True,
    # The sidebar has a search field; the theme's own header would show a second one.
    "navbar_persistent": [],
}
