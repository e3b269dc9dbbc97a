"""A JupyterHub for one class on one machine: the system's accounts, one server for each person.

Everybody's server runs as that person, so the system's file permissions keep people apart.
"""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821

# A web server with a certificate stands before it; see docs/deploy.md.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# Accounts, passwords and groups are the system's (PAM); add_person.sh makes them.
c.JupyterHub.authenticator_class = "pam"
c.LocalAuthenticator.allowed_groups = {"cardpm-students", "cardpm-instructors"}

# Where Debian keeps the proxy's parts; a Node.js that is not Debian's must be told.
os.environ.setdefault("NODE_PATH", "/usr/share/nodejs")

here = Path(sys.prefix) / "bin"
c.JupyterHub.spawner_class = "localprocess"
c.Spawner.cmd = [str(here / "jupyterhub-singleuser")]
c.Spawner.default_url = "/lab"
# Terminals find nbgrader and cardpm; grading finds bubblewrap.
c.Spawner.environment = {"PATH": f"{here}:/usr/local/bin:/usr/bin:/bin"}
# People outlive a restart of the hub: their servers go on.
c.JupyterHub.cleanup_servers = False
