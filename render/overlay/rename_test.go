package overlay

import "testing"

// named are objects of Kubernetes that name each other in every way that
// kustomize knows too.
const named = `
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: default}
imagePullSecrets: [{name: registry}]
---
apiVersion: v1
kind: Secret
metadata: {name: registry, namespace: default}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: default}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: default}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: default}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: web
      imagePullSecrets: [{name: registry}]
      containers:
      - name: web
        image: web:1
        env:
        - {name: A, valueFrom: {secretKeyRef: {name: registry, key: a}}}
        - {name: B, valueFrom: {configMapKeyRef: {name: settings, key: b}}}
        envFrom: [{secretRef: {name: registry}}, {configMapRef: {name: settings}}]
      initContainers: [{name: first, image: web:1, envFrom: [{configMapRef: {name: settings}}]}]
      volumes:
      - {name: a, secret: {secretName: registry}}
      - {name: b, configMap: {name: settings}}
      - {name: c, persistentVolumeClaim: {claimName: data}}
      - {name: d, projected: {sources: [{configMap: {name: settings}}, {secret: {name: registry}}]}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: store, namespace: default}
spec: {serviceName: web, selector: {matchLabels: {app: store}}, template: {spec: {containers: [{name: store, image: store:1}]}}}
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: default}
spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: default}
spec: {tls: [{secretName: registry}], rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: web, namespace: default}
rules: [{apiGroups: [""], resources: [secrets], resourceNames: [registry], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: default}
subjects: [{kind: ServiceAccount, name: web, namespace: default}]
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: web}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: web}
subjects: [{kind: ServiceAccount, name: web, namespace: default}]
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: web}
`

// Where kustomize knows what names what, renaming comes to the same; and patches
// and counts behind it know objects by either name.
func TestRenamedAsKustomize(t *testing.T) {
	for name, kustomization := range map[string]string{
		"prefix and suffix": "namePrefix: p-\nnameSuffix: -s\n",
		"namespace":         "namespace: other\n",
		"all":               "namePrefix: p-\nnamespace: other\n",
		"what comes behind": "nameSuffix: -s\nlabels: [{pairs: {a: b}}]\nreplicas: [{name: web, count: 2}]\n" +
			"patchesJson6902:\n- target: {version: v1, kind: Service, name: web}\n  patch: |-\n    - {op: add, path: /spec/type, value: ClusterIP}\n",
	} {
		t.Run(name, func(t *testing.T) {
			sameAsKustomize(t, decode(t, named), kustomization)
		})
	}
}
