#!/usr/bin/env bash
# Builds Trainyard if needed, starts it, and does its main job over HTTP, printing each call and its answer.
#   ./quickstart.sh         leaves the service running
#   ./quickstart.sh --once  stops it at the end
set -euo pipefail
cd "$(dirname "$0")"

port="${SERVER_PORT:-8080}"
base="http://127.0.0.1:$port"
jar=target/trainyard.jar
app=target/service # the jar, unpacked: the JVM reads it faster so
data="${TRAINYARD_DATA:-./data}"
log="$data/trainyard.log"
once=false
[ "${1:-}" = "--once" ] && once=true

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

for tool in java curl; do
  command -v "$tool" >/dev/null || fail "This needs '$tool' on the PATH."
done
built="$jar.original" # the jar itself carries the version's time, not the build's
if [ ! -f "$jar" ] || [ ! -f "$built" ] || [ -n "$(find pom.xml src/main -newer "$built" -print -quit)" ]; then
  command -v mvn >/dev/null || fail "This needs 'mvn' (Maven 3.8.7 or newer) on the PATH to build."
  say "Building $jar (the first time, Maven fetches about 550 MB)"
  mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true package
  touch "$built"
fi

if [ ! "$app/trainyard.jar" -nt "$built" ]; then
  rm -rf "$app"
  java -Djarmode=tools -jar "$jar" extract --destination "$app" >/dev/null
  touch "$app/trainyard.jar"
fi

mkdir -p "$data"
if curl -fs -o /dev/null --max-time 2 "$base/v2/health/live"; then
  fail "Something already listens on port $port. Stop it, or choose another: SERVER_PORT=8081 ./quickstart.sh"
fi
# Made for a soon start: the first run that ends leaves an archive of the loaded classes to the next ones, and the JVM
# compiles once, without profiling. A service under load is better off without TieredStopAtLevel.
classes="$app/classes.jsa"
if [ -f "$classes" ]; then archive="-XX:SharedArchiveFile=$classes"
elif $once; then archive="-Xshare:auto"
else archive="-XX:ArchiveClassesAtExit=$classes"; fi
say "Starting the service; its log is $log"
SERVER_PORT="$port" TRAINYARD_DATA="$data" java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx512m \
  -Djdk.serialFilter='!*' --enable-native-access=ALL-UNNAMED "$archive" -jar "$app/trainyard.jar" >"$log" 2>&1 &
service=$!
stop() { kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; }
$once && trap stop EXIT
for _ in $(seq 1 900); do
  curl -fs -o /dev/null --max-time 2 "$base/v2/health/ready" && ready=true && break
  kill -0 "$service" 2>/dev/null || { tail -n 20 "$log" >&2; fail "The service did not start; see $log."; }
  sleep 0.2
done
[ "${ready:-false}" = true ] || { tail -n 20 "$log" >&2; fail "The service is not ready after 3 minutes; see $log."; }

# call METHOD PATH [BODY]: prints the call, makes it, keeps the answer in $answer.
call() {
  printf '\n$ curl -X %s %s%s%s\n' "$1" "$base" "$2" "${3:+ -H 'Content-Type: application/json' -d '$3'}"
  if [ -n "${3:-}" ]; then
    answer=$(curl -sS --fail-with-body -X "$1" "$base$2" -H 'Content-Type: application/json' -d "$3") \
      || fail "$answer"
  else
    answer=$(curl -sS --fail-with-body -X "$1" "$base$2") || fail "$answer"
  fi
}
show() { printf '%s\n' "$answer" | cut -c1-"${1:-1200}"; }
field() { printf '%s' "$answer" | sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p' | head -n 1; }
first() { printf '%s' "$answer" | grep -o '"'"$1"'":"[^"]*"' | head -n 1 | cut -d'"' -f4; }

say "1. A data set: two classes of points, one ring around the other"
call POST /api/v1/datasets/samples/circle '{"rows":500,"noise":0.1,"seed":1,"name":"circle"}'
show
dataset=$(first id)
if [ "$(first state)" = processing ]; then
  call GET "/api/v1/datasets/$dataset?wait=60"
  show
fi

say "2. A network: two hidden layers; the last layer follows from the target"
definition='{"kind":"sequential","layers":[{"type":"dense","units":8,"activation":"tanh"},{"type":"dense","units":4,"activation":"tanh"},{"type":"dense","units":"auto"}]}'
printf '%s\n' "$definition"

say "3. The plan: what would be trained, before it runs"
job='{"name":"circle","datasetId":"'$dataset'","definition":'$definition',"training":{"epochs":60,"optimizer":{"type":"adam","learningRate":0.02}}}'
call POST /api/v1/plans "$job"
show 700

say "4. The job"
call POST /api/v1/jobs "$job"
show 400
id=$(first id)

say "5. Live progress, as it happens"
printf '\n$ curl -N -H "Accept: text/event-stream" %s/api/v1/jobs/%s/events\n' "$base" "$id"
curl -sS -N --max-time 120 -H 'Accept: text/event-stream' "$base/api/v1/jobs/$id/events" \
  | sed -n 's/^data: *//p' | grep -E '"(train/loss|state)"' | cut -c1-260 | awk 'NR <= 4 || NR % 10 == 0'
call GET "/api/v1/jobs/$id?wait=60"
state=$(first state)
[ "$state" = succeeded ] || { show 4000; fail "The job ended as '$state'."; }

say "6. The model it made"
call GET /api/v1/models/circle/versions/latest
show 900

say "7. Predictions: a point in the middle, and one far out"
call POST /api/v1/models/circle/predict '{"rows":[{"x":0.1,"y":-0.2},{"x":4.2,"y":2.5}]}'
show

if $once; then
  say "Done; stopping the service."
else
  say "The service runs on (process $service; stop it with: kill $service)."
  printf 'OpenAPI console: %s/swagger-ui.html\n' "$base"
fi
