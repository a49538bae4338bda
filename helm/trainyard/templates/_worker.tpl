{{/* How much of the work that a pool can do waits or runs. Labels hold no quotes, see the schema. */}}
{{- define "trainyard.queueQuery" -}}
select count(*) from queue_depth where labels <@ '{ {{- range $i, $label := .labels }}{{ if $i }},{{ end }}"{{ $label }}"{{ end -}} }'
{{- if not .gpus }} and device <> 'gpu'{{ end -}}
{{- end -}}

{{- define "trainyard.workerPod" -}}
{{- $pool := .pool -}}
{{- $root := .root -}}
metadata:
  labels:
    {{- include "trainyard.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
    trainyard.dev/service: "true"
  {{- with $pool.podAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "trainyard.serviceAccount" $root }}
  {{- include "trainyard.podSecurity" $root | nindent 2 }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if eq $pool.kind "ScaledJob" }}
  restartPolicy: Never
  {{- end }}
  # Time for checkpoints, for what is left of the shutdown, and some to spare.
  terminationGracePeriodSeconds: {{ add $pool.drainSeconds 40 }}
  {{- with $pool.runtimeClassName }}
  runtimeClassName: {{ . }}
  {{- end }}
  {{- if $pool.topologySpread }}
  {{- include "trainyard.spread" . | nindent 2 }}
  {{- end }}
  {{- with include "trainyard.placement" $pool }}
  {{- . | trim | nindent 2 }}
  {{- end }}
  containers:
    - name: trainyard
      image: {{ printf "%s:%s" ($pool.image.repository | default $root.Values.image.repository) ($pool.image.tag | default $root.Values.image.tag | default $root.Chart.AppVersion) }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      {{- include "trainyard.containerSecurity" $root | nindent 6 }}
      ports:
        - name: management
          containerPort: 8081
      env:
        # It listens on the loopback address: nobody sends requests to a worker.
        - name: TRAINYARD_ROLES
          value: worker
        - name: TRAINYARD_WORKER_SLOTS
          value: {{ $pool.slots | quote }}
        {{- with $pool.labels }}
        - name: TRAINYARD_WORKER_LABELS
          value: {{ join "," . | quote }}
        {{- end }}
        - name: TRAINYARD_WORKER_MEMORY
          value: {{ $pool.trainerMemory | quote }}
        - name: TRAINYARD_WORKER_DRAIN
          value: {{ printf "%vs" $pool.drainSeconds | quote }}
        - name: SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE
          value: {{ printf "%ds" (add $pool.drainSeconds 10 | int) | quote }}
        {{- if eq $pool.kind "ScaledJob" }}
        - name: TRAINYARD_WORKER_IDLE
          value: {{ printf "%vs" $pool.scaling.idleSeconds | quote }}
        {{- end }}
        - name: JAVA_TOOL_OPTIONS
          value: {{ $pool.javaOptions | quote }}
        {{- include "trainyard.environment" $root | nindent 8 }}
        {{- with $pool.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- include "trainyard.probes" $root | nindent 6 }}
      resources:
        {{- $resources := deepCopy $pool.resources }}
        {{- if $pool.gpus }}
        {{- $limits := set (default dict $resources.limits) "nvidia.com/gpu" $pool.gpus }}
        {{- $resources = set $resources "limits" $limits }}
        {{- end }}
        {{- toYaml $resources | nindent 8 }}
      volumeMounts:
        {{- include "trainyard.mounts" $pool | nindent 8 }}
  volumes:
    {{- include "trainyard.volumes" $pool | nindent 4 }}
{{- end -}}
