package scripts_test

import (
	"slices"
	"testing"

	"render/render/manifest"
	"render/render/scripts"
)

// TestDoneOnce: what rules want done in two wordings is one thing to do, when the time for both
// has come; and what only looks alike is two.
func TestDoneOnce(t *testing.T) {
	install := func(by manifest.Reader, version string) scripts.Deed {
		return scripts.Install{By: by, Version: version}
	}
	secrets := func(namespace string, names ...string) scripts.Deed {
		one := scripts.Provide{Namespace: namespace}
		for _, name := range names {
			one.Things = append(one.Things, manifest.ID{Kind: "Secret", Name: name})
		}
		return one
	}
	delete := func(once scripts.Once, name string) scripts.Deed {
		return scripts.Commands{Once: once, Run: []string{"kubectl delete virtualservice " + name}}
	}
	type doing struct {
		when scripts.Phase
		text string
		deed scripts.Deed
	}
	for name, one := range map[string]struct {
		list []doing
		want []string
	}{
		"one install": {
			[]doing{{scripts.ByHand, "install", install(manifest.Istioctl, "")}, {scripts.ByHand, "install 1.31", install(manifest.Istioctl, "1.31")}},
			[]string{"apply the change", "install 1.31"},
		},
		"one install, where the first of two is": {
			[]doing{{scripts.ByHand, "install", install(manifest.Istioctl, "")}, {scripts.Beforehand, "install 1.31", install(manifest.Istioctl, "1.31")}},
			[]string{"install 1.31", "apply the rest of the change"},
		},
		"one install, noted the other way round": {
			[]doing{{scripts.Beforehand, "install 1.31", install(manifest.Istioctl, "1.31")}, {scripts.ByHand, "install", install(manifest.Istioctl, "")}},
			[]string{"install 1.31", "apply the rest of the change"},
		},
		"an install before what waits for what it makes": {
			[]doing{{scripts.ByHand, "once pods are ready, delete a", delete(scripts.OnceReady, "a")}, {scripts.ByHand, "install", install(manifest.Istioctl, "")}},
			[]string{"apply the change", "install; once pods are ready, delete a"},
		},
		"an install before the change where it is noted": {
			[]doing{{scripts.Beforehand, "make a", secrets("web", "a")}, {scripts.Beforehand, "install", install(manifest.Istioctl, "")}},
			[]string{"make a; install", "apply the rest of the change"},
		},
		"two installers": {
			[]doing{{scripts.ByHand, "istioctl", install(manifest.Istioctl, "")}, {scripts.ByHand, "helm", install(manifest.Helm, "")}},
			[]string{"apply the change", "istioctl; helm"},
		},
		"one Secret of several": {
			[]doing{{scripts.Beforehand, "make a and b", secrets("web", "a", "b")}, {scripts.Beforehand, "see that b is there", secrets("web", "b")}},
			[]string{"make a and b", "apply the rest of the change"},
		},
		"a Secret elsewhere": {
			[]doing{{scripts.Beforehand, "make a", secrets("web", "a")}, {scripts.Beforehand, "see that a is there", secrets("desk", "a")}},
			[]string{"make a; see that a is there", "apply the rest of the change"},
		},
		"one deletion, at the later of two times": {
			[]doing{{scripts.ByHand, "once pods are ready, delete a", delete(scripts.OnceReady, "a")}, {scripts.Afterwards, "once nobody asks, delete a", delete(scripts.OnceSeen, "a")}},
			[]string{"apply the change", "once nobody asks, delete a"},
		},
		"one deletion, noted the other way round": {
			[]doing{{scripts.Afterwards, "once nobody asks, delete a", delete(scripts.OnceSeen, "a")}, {scripts.ByHand, "once pods are ready, delete a", delete(scripts.OnceReady, "a")}},
			[]string{"apply the change", "once nobody asks, delete a"},
		},
		"deletions of two": {
			[]doing{{scripts.ByHand, "delete a", delete(scripts.OnceReady, "a")}, {scripts.ByHand, "delete b", delete(scripts.OnceReady, "b")}},
			[]string{"apply the change", "delete a; delete b"},
		},
		"a deletion before the change, which makes it anew": {
			[]doing{{scripts.Beforehand, "delete a", delete(scripts.AtOnce, "a")}, {scripts.ByHand, "once pods are ready, delete a", delete(scripts.OnceReady, "a")}},
			[]string{"delete a", "apply the rest of the change", "once pods are ready, delete a"},
		},
	} {
		var s scripts.Steps
		for _, d := range one.list {
			s.Does(d.when, d.text, d.deed)
		}
		if got := scripts.Texts(s.Order()); !slices.Equal(got, one.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}
