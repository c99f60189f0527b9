# Shared by the scripts of this folder: `. "$(dirname "${BASH_SOURCE[0]}")/lib/common.sh"`.
# shellcheck shell=bash disable=SC2034
set -euo pipefail

# The root of the repository, whatever the working directory.
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# One set of flags everywhere, as other flags would build every dependency anew.
RELEASE_FLAGS=(-c release --static-swift-stdlib --product limn)

BUILD_PACKAGES=(
  git pkg-config libcmark-gfm-dev libcmark-gfm-extensions-dev libsqlite3-dev libssl-dev libxgboost-dev
  libzstd-dev zlib1g-dev
)

SWIFT_MINIMUM=6.2

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  BOLD=$'\e[1m' RED=$'\e[31m' GREEN=$'\e[32m' DIM=$'\e[2m' PLAIN=$'\e[0m'
else
  BOLD='' RED='' GREEN='' DIM='' PLAIN=''
fi

say() { printf '%s\n' "$*"; }

complain() { printf '%s%s%s\n' "$RED" "$*" "$PLAIN" >&2; }

die() {
  complain "$@"
  exit 1
}

# duration MICROSECONDS: such as `0.4 s` or `3 min 07 s`.
duration() {
  local tenths=$(($1 / 100000))
  if ((tenths < 600)); then
    printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
  else
    printf '%d min %02d s' $((tenths / 600)) $((tenths % 600 / 10))
  fi
}

now() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }

STAGES=()

# stage NAME COMMAND…: runs the command under a heading and keeps the time it took.
# Its exit status is that of the command. Like every command behind `if` or `||`, a function that is
# run so does not stop at its first error: functions meant for it return their status themselves.
stage() {
  local name=$1 start status=0
  shift
  say "${BOLD}== $name${PLAIN}"
  start=$(now)
  "$@" || status=$?
  STAGES+=("$status|$name|$(duration $(($(now) - start)))")
  return "$status"
}

# The stages so far, a line each: whether it went well, name, time.
print_stages() {
  local entry status name time mark
  for entry in "${STAGES[@]}"; do
    IFS='|' read -r status name time <<<"$entry"
    mark="${GREEN}ok    $PLAIN"
    [[ $status == 0 ]] || mark="${RED}FAILED$PLAIN"
    printf '  %s  %-28s %s%s%s\n' "$mark" "$name" "$DIM" "$time" "$PLAIN"
  done
}

installed() { [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]; }

# The linker that Package.swift asks for; most Swift toolchains bring it along.
has_lld() {
  local swift
  if command -v ld.lld >/dev/null; then return 0; fi
  swift=$(command -v swift) || return
  [[ -x $(dirname "$(readlink -f "$swift")")/ld.lld ]]
}

# as_root SCRIPT: directly for root; with sudo otherwise, after asking. Never asks where nobody can answer.
as_root() {
  local command="sudo sh -c ${1@Q}"
  if ((EUID == 0)); then
    sh -c "$1"
  elif ! command -v sudo >/dev/null; then
    die "This needs root, and there is no sudo. As root, run: $1"
  elif [[ -n ${CI:-} ]]; then
    sudo -n sh -c "$1"
  elif [[ -n ${ASSUME_YES:-} ]]; then
    sudo sh -c "$1"
  elif [[ -t 0 ]]; then
    local answer
    read -r -p "Run: $command ? [y/N] " answer
    [[ $answer == [yY]* ]] || die "Nothing was changed. Run it yourself, then start again."
    sudo sh -c "$1"
  else
    die "This needs root. Run the following, then start again: $command"
  fi
}

# need_packages NAME…: installs those Debian packages that are missing; does nothing when none is.
need_packages() {
  local name missing=()
  if ! command -v dpkg-query >/dev/null; then
    say "No dpkg here: expecting the counterparts of these Debian packages: $*"
    return
  fi
  for name in "$@"; do installed "$name" || missing+=("$name"); done
  has_lld || missing+=(lld)
  if ((${#missing[@]} == 0)); then
    say "All packages are installed."
    return
  fi
  say "Missing: ${missing[*]}"
  as_root "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${missing[*]}"
}

need_swift() {
  local version folder
  for folder in /opt/swift/usr/bin "$HOME/.local/share/swiftly/bin"; do
    command -v swift >/dev/null || [[ ! -x $folder/swift ]] || export PATH="$folder:$PATH"
  done
  if ! command -v swift >/dev/null; then
    die "Swift is not on the PATH. Install Swift $SWIFT_MINIMUM or newer: https://www.swift.org/install/linux"
  fi
  version=$(swift --version 2>/dev/null </dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  if [[ -z $version ]]; then
    die "\`swift --version\` gives no version. Is the toolchain complete? https://www.swift.org/install/linux"
  fi
  if [[ $(printf '%s\n' "$SWIFT_MINIMUM" "$version" | sort -V | head -n 1) != "$SWIFT_MINIMUM" ]]; then
    die "Swift $version is too old; Limn needs $SWIFT_MINIMUM or newer: https://www.swift.org/install/linux"
  fi
  say "Swift $version"
}

build_release() { swift build --package-path "$ROOT" "${RELEASE_FLAGS[@]}" </dev/null; }

# The path of the release binary.
release_binary() {
  printf '%s/limn' "$(swift build --package-path "$ROOT" "${RELEASE_FLAGS[@]}" --show-bin-path </dev/null)"
}
