#!/bin/sh
# Plays the tournament of a figure again and writes what is printed, with the date, the commit and the environment, beside
# this script.
#
#   examples/figures/reproduce.sh mnist-distillation         # what follows are options of ./gauntlet run, such as --seed=2
#
# Of the models of some tournaments more is told: their layers, what they certify, how far cw goes. That is looked up in
# the notebook that the tournament was played in.
#
# FIGURE names the file when it should be called otherwise than the spec; GAUNTLET is the program, when it is not to be built
# from here.
set -eu
here=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
home=$(CDPATH='' cd -P "$here/../.." && pwd)
name=${1:?"Name a tournament, such as mnist-distillation: a file of examples/tournaments without its .yaml."}
shift
spec=examples/tournaments/$name.yaml
figure=$here/${FIGURE:-$name}.txt
[ -f "$home/$spec" ] || {
  printf '%s\n' "There is no $spec." >&2
  exit 1
}
cd "$home"
# A command about the model of a defender, with the options that say where the notebook is.
#   look LABEL COMMAND... -- OPTIONS OF run...
look() {
  label=$1
  shift
  model=$(sed -n "s/^$label  *[a-z]*  .* \([0-9a-f]*\)$/\1/p" "$log" | head -n 1)
  command=
  while [ "$1" != -- ]; do
    command="$command $1"
    shift
  done
  shift
  place=
  for option; do
    case $option in --data-folder=* | --database-*) place="$place $option" ;; esac
  done
  printf '\n%s\n' "$ ./gauntlet$command --model $model --dataset mnist"
  # Words are to be split: no option here has spaces.
  # shellcheck disable=SC2086
  "$program" $command --model "$model" --dataset mnist $place 2>/dev/null | sed '/^time  /d'
}
follow() {
  case $name in
  mnist-parseval)
    look none evaluate --layers -- "$@"
    look parseval evaluate --layers -- "$@"
    ;;
  mnist-smoothing) look smoothed evaluate --samples 500 --certify 500 -- "$@" ;;
  mnist-distillation)
    look none attack --attack cw --samples 200 -- "$@"
    look distillation attack --attack cw --samples 200 -- "$@"
    ;;
  esac
}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
load=$(cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo unknown)
program=${GAUNTLET:-./gauntlet}
# Builds what is stale before the clock is looked at.
version=$("$program" --version | head -n 1)
begun=$(date +%s)
"$program" run "$spec" "$@" >"$log"
{
  printf '%s\n' "$ ./gauntlet run $spec $*" | sed 's/ *$//; s/ --data-folder=[^ ]*//'
  printf '%s\n' "date         $(date -u +%Y-%m-%d), $((($(date +%s) - begun + 59) / 60)) min in all"
  printf '%s\n' "program      $version"
  printf '%s\n' "commit       $(git rev-parse --short HEAD 2>/dev/null || echo unknown)"
  printf '%s\n' "environment  $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(uname -s)," \
    "load $load when it began" | paste -sd ' ' -
  # Without what tells of this notebook alone.
  sed '/^Where the time of/,$d' "$log"
  follow "$@"
} >"$figure"
printf '%s\n' "Written: $figure"
