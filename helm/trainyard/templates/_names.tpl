{{- define "trainyard.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "trainyard.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "trainyard.labels" -}}
{{ include "trainyard.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "trainyard.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "trainyard.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* Every name under which callers may reach the API; the service refuses others (DNS rebinding). */}}
{{- define "trainyard.hosts" -}}
{{- $service := include "trainyard.fullname" . -}}
{{- $hosts := list $service (printf "%s.%s" $service .Release.Namespace) (printf "%s.%s.svc" $service .Release.Namespace) (printf "%s.%s.svc.cluster.local" $service .Release.Namespace) -}}
{{- if .Values.ingress.enabled -}}{{- $hosts = append $hosts .Values.ingress.host -}}{{- end -}}
{{- if .Values.gateway.enabled -}}{{- $hosts = concat $hosts .Values.gateway.hostnames -}}{{- end -}}
{{- concat $hosts .Values.hosts | uniq | join "," -}}
{{- end -}}

{{- define "trainyard.databaseUrl" -}}
{{- if .Values.database.bundled.enabled -}}
jdbc:postgresql://{{ include "trainyard.fullname" . }}-postgres:5432/trainyard
{{- else -}}
{{- .Values.database.url -}}
{{- end -}}
{{- end -}}

{{- define "trainyard.storageEndpoint" -}}
{{- if .Values.storage.bundled.enabled -}}
http://{{ include "trainyard.fullname" . }}-objects:8333
{{- else -}}
{{- .Values.storage.endpoint -}}
{{- end -}}
{{- end -}}

{{/* Whose tokens are taken, and what they make of their bearers. */}}
{{- define "trainyard.oidc" -}}
- name: TRAINYARD_OIDC_ISSUER
  value: {{ .issuer | quote }}
- name: TRAINYARD_OIDC_AUDIENCE
  value: {{ .audience | quote }}
{{- with .roleClaim }}
- name: TRAINYARD_OIDC_ROLE_CLAIM
  value: {{ . | quote }}
{{- end }}
{{- with .roles }}
- name: TRAINYARD_OIDC_ROLES
  value: {{ . | quote }}
{{- end }}
{{- with .tenantClaim }}
- name: TRAINYARD_OIDC_TENANT_CLAIM
  value: {{ . | quote }}
{{- end }}
{{- with .nameClaim }}
- name: TRAINYARD_OIDC_NAME_CLAIM
  value: {{ . | quote }}
{{- end }}
{{- end -}}
