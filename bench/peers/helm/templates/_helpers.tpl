{{- define "tiers.istio" -}}
{{ if kindIs "string" .Values.istio }}{{ .Values.istio }}{{ else }}{{ .Values.istio.version }}{{ end }}
{{- end }}

{{- define "tiers.old" -}}
{{ if eq .Values.microk8s "1.21" }}true{{ end }}
{{- end }}

{{- define "tiers.networking" -}}
networking.istio.io/{{ if include "tiers.old" . }}v1beta1{{ else }}v1{{ end }}
{{- end }}

{{- define "tiers.labels" -}}
app.kubernetes.io/managed-by: render
app.kubernetes.io/part-of: {{ .Values.name }}
{{- end }}

{{- define "tiers.appLabels" -}}
app: {{ .name }}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/version: {{ .version }}
version: {{ .version }}
{{- end }}

{{- define "tiers.operatorPort" -}}
- name: {{ .name }}
  protocol: TCP
  port: {{ .port }}
  targetPort: {{ .targetPort | default .port }}
  {{- with .nodePort }}
  nodePort: {{ . }}
  {{- end }}
{{- end }}

{{- define "tiers.istioOperator" -}}
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata:
  name: istio-control-plane
  namespace: istio-system
  labels:
    {{- include "tiers.labels" . | nindent 4 }}
  annotations:
    render/istio-version: {{ include "tiers.istio" . | quote }}
spec:
  profile: default
  {{- if include "tiers.old" . }}
  revision: {{ include "tiers.istio" . | replace "." "-" }}
  {{- end }}
  components:
    ingressGateways:
    {{- range $i, $tier := .Values.tiers }}
    {{- $suffix := ternary "" (print "-" $tier.name) (eq $i 0) }}
    {{- $node := $tier.nodePorts | default dict }}
    - name: istio-ingressgateway{{ $suffix }}
      namespace: istio-system
      enabled: true
      k8s:
        hpaSpec:
          maxReplicas: 1
          minReplicas: 1
        service:
          type: LoadBalancer
          ports:
          {{- include "tiers.operatorPort" (dict "name" "status-port" "port" 15021) | nindent 10 }}
          {{- include "tiers.operatorPort" (dict "name" "http2" "port" 80 "targetPort" 8080 "nodePort" $node.http) | nindent 10 }}
          {{- include "tiers.operatorPort" (dict "name" "https" "port" 443 "targetPort" 8443 "nodePort" $node.https) | nindent 10 }}
          {{- range $tier.ports }}
          {{- include "tiers.operatorPort" . | nindent 10 }}
          {{- end }}
          externalTrafficPolicy: Cluster
          loadBalancerIP: {{ $tier.ip }}
          {{- with $tier.sourceRanges }}
          loadBalancerSourceRanges:
            {{- toYaml . | nindent 12 }}
          {{- end }}
      label:
        istio: ingressgateway{{ $suffix }}
    {{- end }}
{{- end }}
