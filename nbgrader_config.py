"""The course for nbgrader: names, paths, our plug-ins."""

from pathlib import Path

from course.grading import configure

c = get_config()
c.CourseDirectory.course_id = "cardpm"
c.CourseDirectory.root = str(Path(__file__).parent)
configure(c)
