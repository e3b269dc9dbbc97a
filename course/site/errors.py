"""The site cannot be built: what is wrong and what to do."""

from course.errors import CourseError


class SiteError(CourseError):
    """A page, a link or a file of the site is wrong: one sentence and a next step."""
