package pack

// removed are fields that the newest Go types lack and older releases have, which
// render renders for. Of Kubernetes they are what the types.go of k8s.io/api
// 0.17 to 0.36 has and that of 0.37 has not, without status; of Istio what
// mesh/v1alpha1/*.proto and operator/v1alpha1/operator.proto of istio.io/api have
// at 1.9, 1.13 or 1.24, and Istio 1.31 has not.
var removed = map[string]map[string]form{
	"core.v1.EphemeralVolumeSource": {"readOnly": flag},        // 1.19 and 1.20
	"core.v1.PodResourceClaim":      {"source": anything},      // 1.26 to 1.30
	"core.v1.PodSpec":               {"workloadRef": anything}, // 1.35
	"core.v1.ServiceSpec": {
		"ipFamily":     text,     // 1.17 to 1.19
		"topologyKeys": anything, // 1.17 to 1.21
	},
	"meta.v1.ObjectMeta": {"clusterName": text}, // until 1.23
	"core.v1.Secret":     {"sops": anything},    // of no release: sops adds it, and who decrypts takes it off

	"istio.mesh.v1alpha1.MeshConfig":  {"thriftConfig": anything},       // until 1.13
	"istio.mesh.v1alpha1.ProxyConfig": {"parentShutdownDuration": text}, // until 1.13
	"pkg.apis.ComponentSpec":          {"spec": anything},               // until 1.23
	"pkg.apis.GatewayComponentSpec":   {"spec": anything},
}
