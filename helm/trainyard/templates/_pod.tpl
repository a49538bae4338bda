{{/* The pod security profile "restricted", as uid 10001. */}}
{{- define "trainyard.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{- define "trainyard.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{- define "trainyard.spread" -}}
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "trainyard.selector" $.root | nindent 8 }}
        app.kubernetes.io/component: {{ $.component }}
  {{- end }}
{{- end -}}

{{/* Where a pod may run: (dict "of" .Values.api …). */}}
{{- define "trainyard.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* Settings of every role. Health and metrics have a port of their own, which asks for no host name. */}}
{{- define "trainyard.environment" -}}
- name: TRAINYARD_DATA
  value: /data
- name: MANAGEMENT_SERVER_ADDRESS
  value: 0.0.0.0
- name: MANAGEMENT_SERVER_PORT
  value: "8081"
- name: MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE
  value: health,prometheus
- name: SPRING_DATASOURCE_URL
  value: {{ include "trainyard.databaseUrl" . | quote }}
- name: SPRING_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ .Values.database.secret.name }}
      key: {{ .Values.database.secret.usernameKey }}
- name: SPRING_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ .Values.database.secret.name }}
      key: {{ .Values.database.secret.passwordKey }}
- name: TRAINYARD_STORAGE
  value: s3
{{- with include "trainyard.storageEndpoint" . }}
- name: TRAINYARD_S3_ENDPOINT
  value: {{ . | quote }}
{{- end }}
{{- with .Values.storage.publicEndpoint }}
- name: TRAINYARD_S3_PUBLIC_ENDPOINT
  value: {{ . | quote }}
{{- end }}
- name: TRAINYARD_S3_BUCKET
  value: {{ .Values.storage.bucket | quote }}
- name: TRAINYARD_S3_REGION
  value: {{ .Values.storage.region | quote }}
{{- if .Values.storage.secret.name }}
- name: TRAINYARD_S3_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.storage.secret.name }}
      key: {{ .Values.storage.secret.accessKeyKey }}
- name: TRAINYARD_S3_SECRET_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.storage.secret.name }}
      key: {{ .Values.storage.secret.secretKeyKey }}
{{- end }}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* Alive is a process that answers; ready one that has started and is not stopping. Neither asks the database. */}}
{{- define "trainyard.probes" -}}
startupProbe:
  httpGet:
    path: /actuator/health/liveness
    port: management
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet:
    path: /actuator/health/liveness
    port: management
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet:
    path: /actuator/health/readiness
    port: management
  periodSeconds: 5
  timeoutSeconds: 3
{{- end -}}

{{- define "trainyard.mounts" -}}
- name: data
  mountPath: /data
- name: tmp
  mountPath: /tmp
{{- with .extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "trainyard.volumes" -}}
- name: data
  emptyDir:
    sizeLimit: {{ .dataSize }}
- name: tmp
  emptyDir:
    sizeLimit: 1Gi
{{- with .extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}
