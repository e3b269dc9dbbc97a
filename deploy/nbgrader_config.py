"""nbgrader for everybody on this machine; install.sh puts it into the environment's etc/jupyter."""

c = get_config()
c.CourseDirectory.course_id = "cardpm"
c.Exchange.root = "/srv/nbgrader/exchange"
