package check

import (
	"render/render/objects"
	"strings"
	"testing"
)

// bgpObjects are right beside the plain ones, whose pools BGP then announces.
const bgpObjects = `---
apiVersion: metallb.io/v1beta1
kind: BFDProfile
metadata: {name: fast, namespace: metallb-system}
spec: {}
---
apiVersion: metallb.io/v1beta1
kind: Community
metadata: {name: communities, namespace: metallb-system}
spec: {communities: [{name: customers, value: "64512:100"}]}
---
apiVersion: metallb.io/v1beta2
kind: BGPPeer
metadata: {name: router, namespace: metallb-system}
spec: {myASN: 64512, peerASN: 64513, peerAddress: 10.0.0.1, bfdProfile: fast, passwordSecret: {name: exists}}
---
apiVersion: metallb.io/v1beta1
kind: BGPAdvertisement
metadata: {name: all, namespace: metallb-system}
spec: {ipAddressPools: [primary, secondary], peers: [router], communities: [customers, "64512:200", "large:64512:1:2"]}
`

func TestBGP(t *testing.T) {
	const advertisement = "BGPAdvertisement.metallb.io metallb-system/all (c.all): "
	for name, ch := range map[string]change{
		"as it is":          {"spec: {}", "spec: {}", ""},
		"profile":           {"bfdProfile: fast", "bfdProfile: fats", "BGPPeer.metallb.io metallb-system/router (c.router): spec.bfdProfile: BFDProfile \"fats\" is not among the objects = did you mean \"fast\"?"},
		"no profile":        {", bfdProfile: fast", "", ""},
		"profile elsewhere": {"name: fast, namespace: metallb-system", "name: fast, namespace: web", "BGPPeer.metallb.io metallb-system/router (c.router): spec.bfdProfile: BFDProfile \"fast\" is not among the objects = add a BFDProfile \"fast\""},
		"profile number":    {"bfdProfile: fast", "bfdProfile: 1", "BGPPeer.metallb.io metallb-system/router (c.router): spec.bfdProfile is not text = write text there"},
		"peer":              {"peers: [router]", "peers: [ruoter]", advertisement + "spec.peers[0]: BGPPeer \"ruoter\" is not among the objects = did you mean \"router\"?"},
		"all peers":         {"peers: [router], ", "", ""},
		"peers no list":     {"peers: [router]", "peers: router", advertisement + "spec.peers is not a list = write a list there"},
		"pool":              {"[primary, secondary]", "[primary, secndary]", advertisement + "pool \"secndary\" is not among the objects = did you mean \"secondary\"?"},
		"community":         {"[customers,", "[costumers,", advertisement + "spec.communities[0]: community \"costumers\" is no value and has no name in a Community = did you mean \"customers\"?"},
		"no alias":          {"{name: customers, value", "{value", advertisement + "spec.communities[0]: community \"customers\" is no value and has no name in a Community = write its value, or add it to a Community"},
		"alias no object":   {"[{name: customers, value: \"64512:100\"}]", "[customers]", "Community.metallb.io metallb-system/communities (c.communities): spec.communities[0] is not an object = write an object there\n" + advertisement + "spec.communities[0]: community \"customers\" is no value and has no name in a Community = write its value, or add it to a Community"},
		"spec no object":    {"spec: {ipAddressPools: [primary, secondary], peers: [router], communities: [customers, \"64512:200\", \"large:64512:1:2\"]}", "spec: 1", advertisement + "spec is not an object = write an object there"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(bgpObjects, ch.from) {
				t.Fatalf("the objects have no %q", ch.from)
			}
			got := told(References(objects.New(manifests(t, plain(t)+strings.Replace(bgpObjects, ch.from, ch.to, 1))), known()))
			if strings.Join(got, "\n") != ch.want {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), ch.want)
			}
		})
	}
}
