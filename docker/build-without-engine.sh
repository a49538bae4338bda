#!/usr/bin/env bash
# Builds one of the image's targets where no Docker engine runs, with buildah, and tries it as uid 10001 on a read-only root:
# cpu (the default) starts, trains a model and predicts; gpu, on a machine without a GPU, starts and says that it takes no job.
# Wants root, a Debian or Ubuntu with buildah, debootstrap, curl, and a JDK 25; gpu also 20 GB of disk.
#   docker/build-without-engine.sh [cpu|gpu]         builds and tries
#   docker/build-without-engine.sh [cpu|gpu] --try   tries what was built before
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in cpu | gpu) target=$1; shift ;; *) target=cpu ;; esac
image=trainyard
[ "$target" = cpu ] || image="trainyard:$target"
port="${SERVER_PORT:-18080}"
work="${WORK:-/var/tmp/trainyard-image}"
say() { printf '\n== %s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "This needs root."
for tool in buildah debootstrap curl; do
  command -v "$tool" >/dev/null || fail "This needs '$tool': apt-get install -y --no-install-recommends buildah debootstrap curl"
done
export BUILDAH_ISOLATION=chroot
mkdir -p "$work"

# The base image's place is taken by a root of this machine's own distribution with this machine's JDK 25.
base() {
  jdk="${JDK25_HOME:-$(find /usr/lib/jvm -maxdepth 1 -type d -name '*25*' -print -quit)}"
  [ -x "$jdk/bin/java" ] || fail "There is no JDK 25 below /usr/lib/jvm; name one: JDK25_HOME=…"
  root="$work/root"
  if [ ! -d "$root/opt/java/openjdk" ]; then
    say "A root with $(. /etc/os-release && echo "$PRETTY_NAME") and $jdk"
    rm -rf "$root"
    debootstrap --variant=minbase --include=ca-certificates "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" >"$work/debootstrap.log"
    mkdir -p "$root/opt/java"
    cp -aL "$jdk" "$root/opt/java/openjdk"
  fi
  container=$(buildah from scratch)
  buildah add -q "$container" "$root" / >/dev/null
  buildah config --env JAVA_HOME=/opt/java/openjdk --env LANG=C.UTF-8 \
    --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
  buildah commit -q "$container" docker.io/library/eclipse-temurin:25-jdk >/dev/null
  buildah tag docker.io/library/eclipse-temurin:25-jdk docker.io/library/eclipse-temurin:25-jre
  buildah rm "$container" >/dev/null
}

build() {
  buildah images -q docker.io/library/eclipse-temurin:25-jre >/dev/null 2>&1 || base
  say "The Dockerfile's target $target"
  mkdir -p "$HOME/.m2"
  local home_within=/root # where Maven looks within the build
  buildah bud --layers --pull-never --format docker --target "$target" --volume "$HOME/.m2:$home_within/.m2" --tag "$image" .
}

# Starts the image's own entry point with the image's own environment; buildah itself has no read-only root.
try() {
  container=$(buildah from --pull-never "$image")
  mounted=$(buildah mount "$container")
  log="$work/service.log"
  mapfile -t entry < <(buildah inspect --format '{{range .OCIv1.Config.Entrypoint}}{{println .}}{{end}}' "$container" | sed '/^$/d')
  mapfile -t env < <(buildah inspect --format '{{range .OCIv1.Config.Env}}{{println .}}{{end}}' "$container" | sed '/^$/d')
  say "Running it as uid 10001 on a read-only root: ${entry[*]}"
  unshare --mount --pid --fork --kill-child bash -euc '
    root=$1; shift
    mount --bind "$root" "$root"; mount -o remount,bind,ro "$root"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    mount -t tmpfs -o uid=10001,gid=10001,mode=0750 tmpfs "$root/data"
    mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"
    exec chroot --userspec=10001:10001 "$root" env -i "$@"' \
    try "$mounted" "${env[@]}" "SERVER_PORT=$port" sh -c 'touch /app/x 2>/dev/null && exit 9; id; cd /app && exec "$@"' sh "${entry[@]}" \
    >"$log" 2>&1 &
  service=$!
  # unshare itself does not hear a TERM; the service, its child, does.
  trap 'kill $(ps -o pid= --ppid "$service") 2>/dev/null || true; wait "$service" 2>/dev/null || true; buildah rm "$container" >/dev/null' EXIT
  begun=$(date +%s%N)
  until curl -fs -o /dev/null --max-time 2 "http://127.0.0.1:$port/v2/health/ready"; do
    kill -0 "$service" 2>/dev/null || { tail -n 30 "$log" >&2; fail "It did not start."; }
    [ $(($(date +%s%N) - begun)) -lt 180000000000 ] || { tail -n 30 "$log" >&2; fail "It is not ready after 3 minutes."; }
    sleep 0.1
  done
  say "Ready after $((($(date +%s%N) - begun) / 1000000)) ms, as $(head -n 1 "$log")"
  "try_$target"
}

try_cpu() {
  train
  say "It trained a model and predicts, as uid 10001 on a read-only root with $(find "$mounted/natives" -name '*.so*' -type f | wc -l) native libraries of its own."
}

# With a GPU there is more to try than this script knows.
try_gpu() {
  said=$(curl -sS "http://127.0.0.1:$port/api/v1/workers")
  printf '%s\n' "$said"
  printf '%s' "$said" | grep -q '"slots":0' || fail "A worker without a GPU takes jobs."
  say "It starts as uid 10001 on a read-only root and takes no job, with $(du -sh "$mounted/opt/cuda" | cut -f1) of NVIDIA's libraries."
}

train() {
  api="http://127.0.0.1:$port/api/v1"
  post() { curl -sS --fail-with-body -X POST "$api$1" -H 'Content-Type: application/json' -d "$2"; }
  field() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d'"' -f4; }
  dataset=$(post /datasets/samples/circle '{"rows":500,"noise":0.1,"seed":1,"name":"circle"}' | field id)
  curl -sS "$api/datasets/$dataset?wait=60" | grep -q '"state":"ready"' || fail "The data set was not read."
  job=$(post /jobs '{"name":"circle","datasetId":"'"$dataset"'","definition":{"kind":"sequential","layers":[
    {"type":"dense","units":8,"activation":"tanh"},{"type":"dense"}]},"training":{"epochs":60,"optimizer":{"type":"adam","learningRate":0.02}}}' | field id)
  for _ in 1 2 3 4 5; do # minutes
    state=$(curl -sS "$api/jobs/$job?wait=60" | field state)
    [ "$state" = queued ] || [ "$state" = running ] || break
  done
  [ "$state" = succeeded ] || { curl -sS "$api/jobs/$job" >&2; fail "The job ended as '$state'."; }
  post /models/circle/predict '{"rows":[{"x":0.1,"y":-0.2},{"x":4.2,"y":2.5}]}'
  printf '\n'
}

[ "${1:-}" = "--try" ] || build
try
