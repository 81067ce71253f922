// Package composing owns the topology of the services of a Compose file: one gateway, and each service an app behind
// it.
//
// In go the file and what it does not say, as the gateway's address; out come the text of a topology, what became
// of each key, and what has to be there. It reads no file but those that the Compose file has beside
// itself, in the folder that it is handed, and must never put a password into what it writes.
package composing

import (
	"io/fs"

	"render/render/source"
)

// Known is what Compose files do not say, as somebody says it. Empty is what File decides.
type Known struct {
	Name       string
	MicroK8s   string // or Kubernetes, and MetalLB where it is another or none of microk8s
	Kubernetes string
	MetalLB    string
	Istio      string
	IPs        []string       // of the gateway: one
	Hosts      []string       // of services, of which a file says none
	Beside     fs.FS          // what is beside the file; nil for one without a folder
	Over       []*source.Node // files that are merged into it, in their order
}
