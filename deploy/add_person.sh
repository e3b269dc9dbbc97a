#!/bin/sh
# As root: add_person.sh student NAME, or add_person.sh instructor NAME. Set a password with passwd.
set -eu
PREFIX=${PREFIX:-/opt/cardpm}
EXCHANGE=${EXCHANGE:-/srv/nbgrader/exchange}
role=${1:-} name=${2:-}
case $role in student | instructor) ;; *) name= ;; esac
[ -n "$name" ] || { echo "usage: add_person.sh student|instructor NAME" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "add_person.sh: run it as root: sudo sh $0 $*" >&2; exit 1; }

id "$name" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash "$name"
usermod --append --groups "cardpm-${role}s" "$name"
home=$(getent passwd "$name" | cut -d: -f6)
# Nobody else looks into a home: not students' work, not the source and the gradebook.
chmod 700 "$home"
[ "$role" = instructor ] || exit 0

# The drop box: write, but neither list nor take away (sticky, on top of nbgrader's own 2733).
course="$EXCHANGE/cardpm"
mkdir -p "$course/outbound" "$course/inbound" "$course/feedback"
chown "$name:" "$course" "$course/outbound" "$course/inbound" "$course/feedback"
chmod 755 "$course" "$course/outbound"
chmod 3733 "$course/inbound"
chmod 711 "$course/feedback"

# The formgrader is the instructor's own, and works on the clone in ~/cardpm.
as_them() { runuser -u "$name" -- env HOME="$home" PATH="$PREFIX/bin:/usr/bin:/bin" "$@"; }
cd "$home"
as_them mkdir -p .jupyter
as_them tee .jupyter/nbgrader_config.py >/dev/null <<END
c = get_config()
load_subconfig("nbgrader_config.py", path="$home/cardpm")
END
# `jupyter server extension enable --user` does not find nbgrader's extensions (jupyter_server 2).
as_them tee .jupyter/jupyter_server_config.json >/dev/null <<END
{"ServerApp": {"jpserver_extensions": {"nbgrader.server_extensions.formgrader": true}}}
END
as_them jupyter-labextension enable --level=user "@jupyter/nbgrader:create-assignment"
