#!/bin/sh
# Installs packages by apt-get. The servers among them are not to run on this machine: the tests start their own.
# usage: install-on-debian.sh PACKAGE...   (as root)
set -eu
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  # Debian's way to forbid packages to start a service while they are installed.
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi
apt() {
  apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o DPkg::Lock::Timeout=120 "$@" >/dev/null
}
apt update || echo "apt-get update failed; the lists of packages may be old." >&2
# When one package is not to be had, the others still are.
apt install -y --no-install-recommends "$@" || for package in "$@"; do
  apt install -y --no-install-recommends "$package" || echo "apt-get could not install $package." >&2
done
for package in "$@"; do
  case $package in
    squid-openssl) service=squid ;;
    nginx-light) service=nginx ;;
    tinyproxy | haproxy) service=$package ;;
    *) continue ;;
  esac
  if command -v systemctl >/dev/null; then
    systemctl --quiet disable "$service" 2>/dev/null || true # there may be no systemd in a container
  fi
done
