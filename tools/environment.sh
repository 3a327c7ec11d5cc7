#!/bin/sh
# environment.sh PYTHON VENV [GOAL...]: VENV holds an environment of PYTHON with pip in it, or one line says why not.
set -eu
python=$1
venv=$2
shift 2
goals="make${*:+ $*}"
supported="3.14 3.13 3.12 3.11" # as requires-python and the classifiers in pyproject.toml have it

# The version of an interpreter; fails if it does not run (a shim for a Python that is not there, say).
version_of() {
  "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null
}

refuse() {
  echo "$*" >&2
  exit 2
}

is_supported() {
  case " $supported " in *" ${1%.*} "*) ;; *) return 1 ;; esac
}

# What to run instead: the newest supported Python that runs here, or what to install first.
advice() {
  for version in $supported; do
    if found=$(version_of "python$version") && is_supported "$found"; then
      echo "Run: $goals PYTHON=python$version"
      return
    fi
  done
  echo "None of them is on the PATH here: install one, and name it: $goals PYTHON=/path/to/python3.14"
}

needed="Tickmark runs on Python 3.11 to 3.14"
version=$(version_of "$python") || refuse "$needed; $python does not run here. $(advice)"
is_supported "$version" || refuse "$needed; $python is $version. $(advice)"

if inside=$(version_of "$venv/bin/python") && [ "${inside%.*}" != "${version%.*}" ]; then
  refuse "$venv holds Python $inside, and $python is $version. Take it away (rm -rf $venv) or name another folder:" \
    "$goals PYTHON=$python VENV=$venv-${version%.*}"
fi
# An environment without pip is one whose making was cut off, or whose Python was replaced: venv completes it.
"$venv/bin/python" -c 'import pip' 2>/dev/null || "$python" -m venv "$venv"
