#!/bin/sh
# Once, as root, after pip: what everybody gets, and the exchange.
set -eu
PREFIX=${PREFIX:-/opt/cardpm}
EXCHANGE=${EXCHANGE:-/srv/nbgrader/exchange}
STATE=${STATE:-/var/lib/cardpm-hub}
here=$(cd "$(dirname "$0")" && pwd)
[ "$(id -u)" = 0 ] || { echo "install.sh: run it as root: sudo sh $0" >&2; exit 1; }
[ -x "$PREFIX/bin/nbgrader" ] || { echo "install.sh: no nbgrader in $PREFIX: install the requirements there first." >&2; exit 1; }

# Everybody may write here, as nbgrader wants it; nobody may move another's folder.
mkdir -p "$EXCHANGE"
chmod 1777 "$EXCHANGE"

# The hub's own files: who is logged in, and the secrets of that.
mkdir -p "$STATE"
chmod 700 "$STATE"

mkdir -p "$PREFIX/etc/jupyter"
sed "s|/srv/nbgrader/exchange|$EXCHANGE|" "$here/nbgrader_config.py" >"$PREFIX/etc/jupyter/nbgrader_config.py"
# Nobody's but the instructor's: add_person.sh. With one course there is no list of courses to show,
# and JupyterHub lets no page in a frame, so the formgrader is a page of its own, not a tab.
for extension in formgrader course_list; do
    "$PREFIX/bin/jupyter-server" extension disable --sys-prefix "nbgrader.server_extensions.$extension"
done
for extension in formgrader course-list create-assignment; do
    "$PREFIX/bin/jupyter-labextension" disable --level=sys_prefix "@jupyter/nbgrader:$extension"
done
groupadd --force cardpm-students
groupadd --force cardpm-instructors
