{{/* What cannot be installed, each with what to change; included by every workload. */}}
{{- define "trainyard.refusals" -}}
{{- $v := .Values -}}
{{- if and $v.database.bundled.enabled $v.database.url -}}
{{- fail "database.url and database.bundled.enabled are both given. Choose one: your own PostgreSQL, or the one this chart runs." -}}
{{- end -}}
{{- if not (or $v.database.bundled.enabled $v.database.url) -}}
{{- fail "No database is given. Set database.url to jdbc:postgresql://host:5432/name (PostgreSQL 15 or newer), or database.bundled.enabled=true to try things out." -}}
{{- end -}}
{{- if not $v.database.secret.name -}}
{{- fail "database.secret.name is empty. Make a Secret with the keys username and password, and give its name; passwords are never values of this chart." -}}
{{- end -}}
{{- if and $v.storage.bundled.enabled $v.storage.endpoint -}}
{{- fail "storage.endpoint and storage.bundled.enabled are both given. Choose one: your own object store, or the one this chart runs." -}}
{{- end -}}
{{- if and (not $v.storage.secret.name) (or $v.storage.bundled.enabled (not $v.storage.podIdentity)) -}}
{{- fail "storage.secret.name is empty. Make a Secret with the keys accessKey and secretKey, and give its name; or, with an S3 of your own whose rights come with the pod, set storage.podIdentity=true." -}}
{{- end -}}
{{- if and (eq $v.security.mode "oidc") (not (and $v.security.oidc.issuer $v.security.oidc.audience)) -}}
{{- fail "security.mode oidc needs security.oidc.issuer and security.oidc.audience: whose tokens are taken, and for whom they must be meant." -}}
{{- end -}}
{{- if and $v.ingress.enabled (not $v.ingress.host) -}}
{{- fail "ingress.enabled needs ingress.host: the service answers only to names that it knows." -}}
{{- end -}}
{{- if and $v.gateway.enabled (or (not $v.gateway.hostnames) (not $v.gateway.parentRefs)) -}}
{{- fail "gateway.enabled needs gateway.hostnames and gateway.parentRefs: the service answers only to names that it knows, and a route belongs to a gateway." -}}
{{- end -}}
{{- if and $v.networkPolicy.enabled (or $v.ingress.enabled $v.gateway.enabled) (not $v.networkPolicy.apiFrom) -}}
{{- fail "ingress and gateway come from another namespace, which the network policy does not let in. List it in networkPolicy.apiFrom." -}}
{{- end -}}
{{- if and $v.networkPolicy.enabled $v.serviceMonitor.enabled (not $v.networkPolicy.metricsFrom) -}}
{{- fail "serviceMonitor.enabled needs networkPolicy.metricsFrom: say where Prometheus runs, for the network policy lets nobody else read the metrics." -}}
{{- end -}}
{{- end -}}

{{/* The same for one pool: (dict "name" … "pool" …). */}}
{{- define "trainyard.poolRefusals" -}}
{{- if and (ne .pool.kind "Deployment") (not .pool.scaling.secret.name) -}}
{{- fail (printf "Pool '%s' is a %s without scaling.secret.name. KEDA reads the queue as a user of its own: make the role by queue-reader.sql and a Secret with its connection, and give the Secret's name." .name .pool.kind) -}}
{{- end -}}
{{- if gt .pool.scaling.minReplicas .pool.scaling.maxReplicas -}}
{{- fail (printf "Pool '%s' has scaling.minReplicas %v above scaling.maxReplicas %v." .name .pool.scaling.minReplicas .pool.scaling.maxReplicas) -}}
{{- end -}}
{{- end -}}
